package dev.tidings.edition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The settings shared by every letter of an edition. */
record EditionSpec(
        String transport, String templateVersion, @Nullable String contentVersion, Instant sendBy) {}

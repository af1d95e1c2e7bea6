package dev.tidings.edition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The settings shared by every letter of an edition.
 *
 * @param forced whether its letters leave without a check before the first
 */
record EditionSpec(
        String transport, String templateVersion, @Nullable String contentVersion, Instant sendBy, boolean forced) {}

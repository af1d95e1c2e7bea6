package dev.tidings.content;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import org.jspecify.annotations.Nullable;

/**
 * What to compose.
 *
 * @param version what the source composes with, as its {@link ContentSource#version} said when the edition was opened;
 *     null where it has no versions
 */
public record ContentRequest(
        Digest digest, DigestPeriod period, @Nullable String version) {}

package dev.tidings.content;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import org.jspecify.annotations.Nullable;

/**
 * A request to compose letters.
 *
 * @param version the source's {@linkplain ContentSource#version version} when the edition was opened; null if it has no
 *     versions
 */
public record ContentRequest(
        Digest digest, DigestPeriod period, @Nullable String version) {}

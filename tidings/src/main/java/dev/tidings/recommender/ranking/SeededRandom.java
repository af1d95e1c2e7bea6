package dev.tidings.recommender.ranking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Deterministic pseudorandom numbers, derived from a text by SHA-256. */
final class SeededRandom {
    private SeededRandom() {}

    /** A number from 0 (inclusive) to 1 (exclusive), uniform over all seeds. */
    static double uniform(String seed) {
        byte[] hash = sha256(seed);
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << 8) | (hash[i] & 0xff);
        }
        return (bits >>> 11) * 0x1.0p-53;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}

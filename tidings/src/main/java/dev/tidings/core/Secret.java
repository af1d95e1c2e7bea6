package dev.tidings.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret text. {@link #toString()} hides it; comparison takes constant time. */
public record Secret(String value) {

    public boolean matches(String candidate) {
        return MessageDigest.isEqual(bytes(), candidate.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}

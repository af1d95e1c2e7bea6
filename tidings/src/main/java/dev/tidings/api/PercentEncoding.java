package dev.tidings.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks percent-encoded parts of addresses (RFC 3986 2.1). */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Returns what is wrong with the part, or null if it stands for text without U+0000. */
    static @Nullable String fault(String part) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            int octet = octet(part, i);
            if (octet < 0) {
                return "a % without two hexadecimal digits: write %25 for the sign";
            }
            if (octet == 0) {
                return "a NUL character (%00)";
            }
            bytes.put((byte) octet);
            i += 2;
        }
        return isUtf8(bytes.flip()) ? null : "percent-encoded bytes that are not UTF-8";
    }

    private static int octet(String part, int sign) {
        if (sign + 2 >= part.length()) {
            return -1;
        }
        int high = Character.digit(part.charAt(sign + 1), 16);
        int low = Character.digit(part.charAt(sign + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

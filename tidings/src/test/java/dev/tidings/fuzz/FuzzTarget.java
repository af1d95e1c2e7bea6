package dev.tidings.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Feeds bytes from outside to one parser. A refusal of the input is no failure; any other exception is. */
public interface FuzzTarget {
    /** @throws Exception if the parser breaks a promise */
    void read(byte[] input) throws Exception;

    /** Inputs to begin with, and those that once failed. */
    List<byte[]> seeds();

    static List<byte[]> texts(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** The first byte of an input, which chooses among {@code count} variants. */
    static int variant(byte[] input, int count) {
        return input.length == 0 ? 0 : Math.floorMod(input[0], count);
    }

    /** An input without its first byte. */
    static byte[] rest(byte[] input) {
        byte[] rest = new byte[Math.max(0, input.length - 1)];
        System.arraycopy(input, Math.min(1, input.length), rest, 0, rest.length);
        return rest;
    }

    /** @throws IllegalStateException with the message if the claim does not hold */
    static void require(boolean claim, String message) {
        if (!claim) {
            throw new IllegalStateException(message);
        }
    }
}

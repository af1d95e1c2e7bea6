package dev.tidings.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The idempotency key of a batch. The same letters with the same content, order and attempt have the same key. The
 * content is part of the key: two databases that assign the same letter ids never share a key.
 */
final class BatchKey {
    private BatchKey() {}

    /** The key of a single letter that was part of the given batch. */
    static String ofSingle(String key, int position) {
        return key + "." + position;
    }

    static String of(List<OutgoingLetter> batch) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (OutgoingLetter letter : batch) {
                Delivery delivery = letter.delivery();
                hash.update(
                        (delivery.id() + "." + delivery.attempt() + "." + delivery.digest() + "." + delivery.content())
                                .getBytes(StandardCharsets.UTF_8));
            }
            return "tidings-" + HexFormat.of().formatHex(hash.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

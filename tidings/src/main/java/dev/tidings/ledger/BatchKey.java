package dev.tidings.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The name of a batch's composition: the same letters with the same content in the same order at the same attempt have the
 * same key. The content counts, so that two databases that number their letters alike never share a key.
 */
final class BatchKey {
    private BatchKey() {}

    /** The name of a batch of one letter that has been in the other one. */
    static String ofSingle(String key, int position) {
        return key + "." + position;
    }

    static String of(List<OutgoingLetter> batch) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (OutgoingLetter each : batch) {
                Delivery delivery = each.delivery();
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

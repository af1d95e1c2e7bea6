package dev.tidings.feedback;

import dev.tidings.core.Secret;
import dev.tidings.database.Timestamps;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes network addresses with a key that changes every day. Requests of one day from the same address have equal
 * hashes. The hash does not reveal the address.
 */
public final class OriginHasher {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 8;

    private final SecretKey key;

    public OriginHasher(Secret secret) {
        try {
            HKDFParameterSpec label = HKDFParameterSpec.ofExtract()
                    .addIKM(secret.bytes())
                    .thenExpand("tidings origins".getBytes(StandardCharsets.UTF_8), 32);
            key = KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, label);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot derive a key for network addresses", e);
        }
    }

    /** Null for a loopback or private address, and for text that is not an address. */
    byte @Nullable [] hashOf(String address, Instant time) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return isPublic(parsed) ? hash(parsed.getAddress(), time) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isPublic(InetAddress address) {
        return !(address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || isUniqueLocal(address.getAddress()));
    }

    /** fc00::/7 (RFC 4193). */
    private static boolean isUniqueLocal(byte[] address) {
        return address.length == 16 && (address[0] & 0xfe) == 0xfc;
    }

    private byte[] hash(byte[] address, Instant time) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            long day = Timestamps.toParameter(time).toLocalDate().toEpochDay();
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(day).array());
            return Arrays.copyOf(mac.doFinal(address), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot hash network addresses", e);
        }
    }
}

package dev.tidings.feedback;

import dev.tidings.core.Secret;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Network addresses as they are kept: a keyed hash with another key every day, which tells whether two requests of one day
 * came from the same place, and nothing else.
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
            throw new IllegalStateException("This Java cannot derive a key for network addresses", e);
        }
    }

    /** Null for an address that says nothing of who is behind it: of this machine, or a private network's. */
    byte @Nullable [] hashOf(String address, Instant at) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return isPublic(parsed) ? hash(parsed.getAddress(), at) : null;
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

    private byte[] hash(byte[] address, Instant at) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            long day = at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(day).array());
            return Arrays.copyOf(mac.doFinal(address), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot hash network addresses", e);
        }
    }
}

package dev.tidings.settings;

import dev.tidings.core.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Parses the values of secret environment variables, as {@link EnvironmentParsers} does. No message has the value. */
final class SecretParsers {
    private static final int SECRET_BYTES = 32;
    private static final int TOKEN_BYTES = 16;

    private SecretParsers() {}

    /** A token that callers send in an Authorization header (RFC 6750 2.1). */
    static Secret bearerToken(String text) {
        if (!text.matches("[A-Za-z0-9._~+/-]+=*")) {
            throw new IllegalArgumentException(
                    "has a character that an Authorization header cannot have: use letters, digits and - . _ ~ + /");
        }
        return secret(text, TOKEN_BYTES);
    }

    /** A provider's key, which leaves in a header. */
    static Secret apiKey(String text) {
        return new Secret(visible(text));
    }

    static Secret connectionUrl(String text) {
        return new Secret(visible(text));
    }

    private static String visible(String text) {
        if (!text.matches("[!-~]+")) {
            throw new IllegalArgumentException(
                    "has a space or a character that is not ASCII: copy it again, and encode such characters as %20");
        }
        return text;
    }

    /** A key for HMAC-SHA256. */
    static Secret secret(String text) {
        return secret(text, SECRET_BYTES);
    }

    private static Secret secret(String text, int leastBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < leastBytes) {
            throw new IllegalArgumentException("has " + bytes + " bytes: at least " + leastBytes
                    + " are needed (for example: openssl rand -hex 32)");
        }
        return new Secret(text);
    }

    static List<Secret> secrets(String text) {
        return Stream.of(text.split("[\\s,]+")).map(SecretParsers::secret).toList();
    }

    /** A key as Standard Webhooks write it: 24 to 64 bytes. */
    static Secret webhookSecret(String text) {
        if (!text.matches("whsec_[A-Za-z0-9+/]{32,88}={0,2}") || !isWebhookKey(text.substring("whsec_".length()))) {
            throw new IllegalArgumentException(
                    "is not a webhook secret: give whsec_ and 24 to 64 bytes in base64 (for example: whsec_$(openssl rand -base64 32))");
        }
        return new Secret(text);
    }

    private static boolean isWebhookKey(String base64) {
        try {
            int bytes = Base64.getDecoder().decode(base64).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

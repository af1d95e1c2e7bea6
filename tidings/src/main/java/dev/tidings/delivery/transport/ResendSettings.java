package dev.tidings.delivery.transport;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How letters are handed to Resend.
 *
 * @param baseUrl of the API, without a slash at the end
 * @param rate requests a second at most, over all nodes that use the key
 * @param connect how long to wait for a connection
 * @param answer how long to wait for an answer
 */
public record ResendSettings(String apiKey, URI baseUrl, double rate, Duration connect, Duration answer) {
    private static final String DEFAULT_BASE_URL = "https://api.resend.com";
    private static final double DEFAULT_RATE = 2;

    /**
     * Reads {@code RESEND_API_KEY}, {@code RESEND_BASE_URL} (https://api.resend.com) and {@code RESEND_RATE} (requests a
     * second, 2).
     *
     * @throws InvalidSetting if one of them cannot be used; the message never holds the key
     */
    public static ResendSettings parse(String apiKey, @Nullable String baseUrl, @Nullable String rate) {
        return new ResendSettings(
                apiKey(apiKey.strip()),
                baseUrl(baseUrl == null || baseUrl.isBlank() ? DEFAULT_BASE_URL : baseUrl.strip()),
                rate == null || rate.isBlank() ? DEFAULT_RATE : rate(rate.strip()),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    private static String apiKey(String key) {
        if (!key.matches("[!-~]{1,500}")) {
            throw new InvalidSetting("RESEND_API_KEY", "it is empty or holds spaces or characters beyond ASCII");
        }
        return key;
    }

    private static URI baseUrl(String text) {
        if (!text.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
            throw new InvalidSetting(
                    "RESEND_BASE_URL",
                    "it must be https://host or http://host, with a path at most, not \"" + text + "\"");
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static double rate(String text) {
        if (!text.matches("\\d{1,4}(\\.\\d{1,3})?") || Double.parseDouble(text) == 0) {
            throw new InvalidSetting(
                    "RESEND_RATE", "it must be requests a second, like 2 or 0.5, not \"" + text + "\"");
        }
        return Double.parseDouble(text);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ResendSettings[" + baseUrl + ", " + rate + "/s]";
    }
}

package dev.tidings.transport.resend;

import dev.tidings.core.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * How letters are handed to Resend.
 *
 * @param baseUrl of the API, without a slash at the end
 * @param rate requests a second at most
 * @param connect how long to wait for a connection
 * @param answer how long to wait for an answer
 */
public record ResendSettings(Secret apiKey, URI baseUrl, double rate, Duration connect, Duration answer) {

    public static ResendSettings of(Secret apiKey, URI baseUrl, double rate) {
        return new ResendSettings(apiKey, baseUrl, rate, Duration.ofSeconds(10), Duration.ofSeconds(60));
    }
}

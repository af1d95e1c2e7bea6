package dev.tidings.transport.resend;

import dev.tidings.core.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * Settings of the Resend client.
 *
 * @param baseUrl URL of the API, without a slash at the end
 * @param rate maximum requests per second
 * @param connect timeout for a connection
 * @param answer timeout for an answer
 */
public record ResendSettings(Secret apiKey, URI baseUrl, double rate, Duration connect, Duration answer) {

    public static ResendSettings of(Secret apiKey, URI baseUrl, double rate) {
        return new ResendSettings(apiKey, baseUrl, rate, Duration.ofSeconds(10), Duration.ofSeconds(60));
    }
}

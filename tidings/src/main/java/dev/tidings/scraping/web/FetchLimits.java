package dev.tidings.scraping.web;

import java.time.Duration;

/**
 * Limits of a fetch.
 *
 * @param connectTimeout maximum time to connect
 * @param readTimeout maximum time without data
 * @param totalTimeout maximum time from the request to the last byte of one response
 * @param maxBytes maximum size of a body after decompression
 * @param maxRedirects maximum redirects to follow
 * @param minGap minimum time between two requests to a host; robots.txt can ask for more
 */
public record FetchLimits(
        Duration connectTimeout,
        Duration readTimeout,
        Duration totalTimeout,
        int maxBytes,
        int maxRedirects,
        Duration minGap) {
    public static final FetchLimits STANDARD = new FetchLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60), 10 << 20, 5, Duration.ofSeconds(2));
}

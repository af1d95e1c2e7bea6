package dev.tidings.scraping.web;

import java.time.Duration;

/**
 * What a server may cost.
 *
 * @param connectTimeout how long a connection may take to stand
 * @param readTimeout how long a server may say nothing
 * @param totalTimeout how long one answer may take from the connection to its last byte
 * @param maxBytes how many bytes a body may have, unzipped
 * @param maxRedirects how many redirects to follow
 * @param minGap between two requests to one host, unless its robots.txt asks for more
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

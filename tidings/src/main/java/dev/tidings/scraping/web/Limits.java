package dev.tidings.scraping.web;

import java.time.Duration;

/**
 * What a server may cost.
 *
 * @param connect how long a connection may take to stand
 * @param silence how long a server may say nothing
 * @param whole how long one answer may take from the connection to its last byte
 * @param bytes how many bytes a body may have, unzipped
 * @param redirects how many redirects to follow
 * @param gap between two requests to one host, unless its robots.txt asks for more
 */
public record Limits(Duration connect, Duration silence, Duration whole, int bytes, int redirects, Duration gap) {
    public static final Limits STANDARD = new Limits(
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60), 10 << 20, 5, Duration.ofSeconds(2));
}

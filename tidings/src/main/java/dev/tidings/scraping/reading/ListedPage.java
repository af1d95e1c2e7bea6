package dev.tidings.scraping.reading;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page that a sitemap lists.
 *
 * @param modifiedAt its {@code lastmod}; null if the sitemap does not say
 */
public record ListedPage(URI uri, @Nullable Instant modifiedAt) {}

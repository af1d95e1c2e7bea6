package dev.tidings.scraping;

import java.nio.file.Path;

/**
 * Settings of scraping.
 *
 * @param sources the folder with one file per source; may be absent
 * @param userAgent the {@code User-Agent} header
 */
public record ScrapingSettings(Path sources, String userAgent) {}

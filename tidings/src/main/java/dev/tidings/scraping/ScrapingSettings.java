package dev.tidings.scraping;

import java.nio.file.Path;

/**
 * What an installation says about scraping.
 *
 * @param sources the folder with one file per source; it need not exist
 * @param userAgent how this program calls itself to servers
 */
public record ScrapingSettings(Path sources, String userAgent) {}

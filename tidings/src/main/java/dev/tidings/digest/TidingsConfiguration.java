package dev.tidings.digest;

import java.nio.file.Path;

/**
 * The content of a configuration folder.
 *
 * @param templates the folder with one folder per template; it need not exist
 * @param sources the folder with one file per source of opportunities; it need not exist
 */
public record TidingsConfiguration(
        InstallationSettings installation, DigestCatalog digests, Path templates, Path sources) {
    public static final String SOURCES = "sources";
}

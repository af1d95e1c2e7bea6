package dev.tidings.digest;

import org.jspecify.annotations.Nullable;

/**
 * Settings of imports.
 *
 * @param maxChange share of all users, in percent, whose opt-in, account or address an import of users may change; null
 *     for no limit
 */
public record ImportSettings(@Nullable Double maxChange) {}

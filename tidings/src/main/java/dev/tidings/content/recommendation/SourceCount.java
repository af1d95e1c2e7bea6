package dev.tidings.content.recommendation;

/**
 * How many opportunities are known from one source.
 *
 * @param duplicates those among the live ones that another source reported before
 */
public record SourceCount(String source, long live, long hidden, long expired, long duplicates) {}

package dev.tidings.opportunities;

/**
 * How many opportunities are known from one source.
 *
 * @param duplicates those among the live ones that another source reported before
 */
public record SourceOpportunityCount(String source, long live, long hidden, long expired, long duplicates) {}

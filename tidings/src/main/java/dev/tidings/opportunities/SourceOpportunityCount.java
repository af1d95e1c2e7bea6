package dev.tidings.opportunities;

/**
 * The number of opportunities of a source by status.
 *
 * @param duplicates live ones that another source reported earlier
 */
public record SourceOpportunityCount(String source, long live, long hidden, long expired, long duplicates) {}

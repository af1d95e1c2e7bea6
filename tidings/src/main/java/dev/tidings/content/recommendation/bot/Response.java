package dev.tidings.content.recommendation.bot;

/**
 * How readers took to an opportunity.
 *
 * @param shown to how many readers, in letters that were seen
 * @param liked by how many of them: clicked, saved, applied for, rated four stars or more
 */
public record Response(long shown, long liked) {}

package dev.tidings.content.recommendation.bot;

/**
 * What the first stage found for a reader.
 *
 * @param declared what the declared words count for in it
 * @param liked what the words of what was liked count for in it
 * @param passed what the words of what was passed over count for in it
 */
record Candidate(int item, float declared, float liked, float passed) {}

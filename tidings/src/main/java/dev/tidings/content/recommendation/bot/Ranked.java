package dev.tidings.content.recommendation.bot;

/** A candidate with what the ranker saw and made of it. */
record Ranked(int item, Features features, double score) {}

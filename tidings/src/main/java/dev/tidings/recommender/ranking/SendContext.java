package dev.tidings.recommender.ranking;

import java.time.Instant;

/**
 * The letter to pick for.
 *
 * @param key names the digest and period; random choices depend only on it and the reader's id
 * @param sendTime when the letter is due; deadlines and ages count from here
 */
public record SendContext(String key, Instant sendTime) {}

package dev.tidings.recommender.ranking;

import java.time.Instant;

/**
 * The letter to pick for.
 *
 * @param key names the letter's digest and period: what chance decides is decided by it and the reader's id alone
 * @param sendTime when the letter is due; deadlines and ages count from here
 */
public record SendContext(String key, Instant sendTime) {}

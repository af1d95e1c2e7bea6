package dev.tidings.audience;

/**
 * A share of all users, chosen by a hash of their ids. The same seed gives the same users on every node and after every
 * restart.
 *
 * @param seed another seed gives other users
 * @param share from 0 to 100, in percent
 */
public record UserSample(long seed, double share) {
    /** The SQL condition on {@code u.id}; its parameters are {@code seed} and {@code bound}. */
    static final String CONDITION = "(hashtextextended(u.id, :seed) & 9223372036854775807) < :bound";

    /** Hashes below it are in the sample. */
    long bound() {
        return (long) (share / 100 * Long.MAX_VALUE);
    }
}

/**
 * Replays the weeks of a catalog and its readers: each week a policy picks a few items for every reader and sees only
 * whether those were taken. What the others would have been worth stays hidden from it, as it would in life.
 */
@NullMarked
package dev.tidings.bench.replay;

import org.jspecify.annotations.NullMarked;

/**
 * Replays weeks of letters on recorded saves. Each week a policy picks items for every reader and learns only whether
 * the reader took them, as in production.
 */
@NullMarked
package dev.tidings.bench.replay;

import org.jspecify.annotations.NullMarked;

/** Picks opportunities for readers and trains the ranking model. Pure: no database, no clock, deterministic. */
@NullMarked
@NamedInterface("ranking")
package dev.tidings.recommender.ranking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/** Picks opportunities for readers and learns from their ratings. Pure: no database, no clock, the same state gives the same picks. */
@NullMarked
@NamedInterface("ranking")
package dev.tidings.recommender.ranking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/**
 * The self-learning bot: picks opportunities for readers and learns from what they do with them. It knows no database and
 * no clock: the same state gives the same picks.
 */
@NullMarked
@NamedInterface("bot")
package dev.tidings.content.recommendation.bot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

package dev.tidings.console;

import dev.tidings.content.recommendation.bot.Opportunity;

/**
 * What a deed would do, told before it is done.
 *
 * @param readers for how many it was picked already
 */
public record DeedView(Deed deed, Opportunity opportunity, long readers) {}

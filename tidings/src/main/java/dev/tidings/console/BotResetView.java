package dev.tidings.console;

/**
 * What resetting a user's bot would do, told before it is done.
 *
 * @param reactions how many reactions would be forgotten, at most {@code most}
 */
public record BotResetView(String userId, int reactions, int most) {}

package dev.tidings.console;

/**
 * The confirmation before a user's bot is reset.
 *
 * @param reactions number of reactions to delete, at most {@code most}
 */
public record BotResetView(String userId, int reactions, int most) {}

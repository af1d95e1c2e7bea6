package dev.tidings.console;

import dev.tidings.audience.User;
import java.util.List;

/**
 * The search for a user, before and after.
 *
 * @param failed whether something was looked for and not found
 * @param found users who share one address; empty before the search
 */
public record UserSearch(boolean failed, List<User> found) {}

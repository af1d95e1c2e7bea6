package dev.tidings.console;

import dev.tidings.audience.User;
import java.util.List;

/**
 * The search for a user and its result.
 *
 * @param failed whether the search found nobody
 * @param found users who share one address; empty before the search
 */
public record UserSearch(boolean failed, List<User> found) {}

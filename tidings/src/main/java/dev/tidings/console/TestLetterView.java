package dev.tidings.console;

import dev.tidings.audience.User;
import dev.tidings.digest.Digest;

/** What a test letter would do, told before it goes. */
public record TestLetterView(Digest digest, User user, boolean optedIn, String transport) {}

package dev.tidings.console;

import dev.tidings.audience.User;
import dev.tidings.digest.Digest;

/** The confirmation before a test letter is sent. */
public record TestLetterView(Digest digest, User user, boolean optedIn, String transport) {}

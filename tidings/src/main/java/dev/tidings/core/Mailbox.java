package dev.tidings.core;

import org.jspecify.annotations.Nullable;

/** An address with the name to show beside it (RFC 5322 3.4). */
public record Mailbox(@Nullable String name, EmailAddress address) {}

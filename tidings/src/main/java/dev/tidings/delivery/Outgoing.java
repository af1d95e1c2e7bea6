package dev.tidings.delivery;

import dev.tidings.core.Message;

/** An owed letter with the message that is rendered from it. */
public record Outgoing(Delivery delivery, Message message) {}

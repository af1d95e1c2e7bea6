package dev.tidings.ledger;

import dev.tidings.core.Message;

/** An owed letter with the message that is rendered from it. */
public record OutgoingLetter(Delivery delivery, Message message) {}

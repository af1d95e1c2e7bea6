package dev.tidings.ledger;

import dev.tidings.core.Message;

/** An owed letter with its rendered message. */
public record OutgoingLetter(Delivery delivery, Message message) {}

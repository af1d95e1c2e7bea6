package dev.tidings.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rendered letter, ready to hand over.
 *
 * @param messageId the Message-ID without angle brackets, the same at every attempt
 * @param headers further headers, in order; names and values hold no CR or LF and are ASCII
 * @param text the plain text part, lines ended by LF
 */
public record Message(
        String messageId,
        Mailbox from,
        @Nullable EmailAddress replyTo,
        Mailbox to,
        String subject,
        String html,
        String text,
        Map<String, String> headers) {}

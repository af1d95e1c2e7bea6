package dev.tidings.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link ResendServer} does with one request. */
public sealed interface ResendAction {
    /** Processes it and sends the answer, as Resend does. */
    record ProcessNormally() implements ResendAction {}

    /** Sends an answer and processes nothing. */
    record RespondOnly(int status, String body, Map<String, String> headers) implements ResendAction {}

    /** Closes the connection and processes nothing. */
    record CloseOnly() implements ResendAction {}

    /** Processes it, remembers the answer under its key, and closes the connection. */
    record ProcessAndClose() implements ResendAction {}

    /** Processes it, remembers the answer under its key, and sends another one. */
    record ProcessAndRespond(int status, String body) implements ResendAction {}

    /** Processes it and adds headers to the answer. */
    record ProcessWithHeaders(Map<String, String> headers) implements ResendAction {}

    /**
     * Processes it and refuses some of its letters. The memory of keys comes first: a repeated request gets its first
     * answer.
     *
     * @param wholeBatch whether one refused letter refuses its batch, as strict validation does
     */
    record ProcessRejecting(EmailFilter filter, boolean wholeBatch) implements ResendAction {}

    /** Says which letters are refused. */
    interface EmailFilter {
        /**
         * @param index of the letter in its batch, from 0
         * @param recipient as it was posted, such as {@code Ann <ann@reader.example>}
         * @return why the letter is refused, or null
         */
        @Nullable
        String rejection(int index, String recipient);
    }

    /** An answer in the form of Resend's errors. */
    static RespondOnly error(int status, String name, String message, Map<String, String> headers) {
        return new RespondOnly(status, ResendJson.error(status, name, message).body(), headers);
    }
}

package dev.tidings.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link ResendServer} does with one request. */
public sealed interface ResendAction {
    /** Processes the request and sends the response, as Resend does. */
    record ProcessNormally() implements ResendAction {}

    /** Sends a response without processing the request. */
    record RespondOnly(int status, String body, Map<String, String> headers) implements ResendAction {}

    /** Closes the connection without processing the request. */
    record CloseOnly() implements ResendAction {}

    /** Processes the request, stores the response under its key, and closes the connection. */
    record ProcessAndClose() implements ResendAction {}

    /** Processes the request, stores the response under its key, and sends a different one. */
    record ProcessAndRespond(int status, String body) implements ResendAction {}

    /** Processes the request and adds headers to the response. */
    record ProcessWithHeaders(Map<String, String> headers) implements ResendAction {}

    /**
     * Processes the request and rejects some of its letters. A repeated request gets its first response.
     *
     * @param wholeBatch whether one rejected letter rejects its batch, as strict validation does
     */
    record ProcessRejecting(EmailFilter filter, boolean wholeBatch) implements ResendAction {}

    /** Decides which letters are rejected. */
    interface EmailFilter {
        /**
         * @param index the position of the letter in its batch, from 0
         * @param recipient as posted, such as {@code Ann <ann@reader.example>}
         * @return why the letter is rejected, or null
         */
        @Nullable
        String rejection(int index, String recipient);
    }

    /** A response in the format of Resend's errors. */
    static RespondOnly error(int status, String name, String message, Map<String, String> headers) {
        return new RespondOnly(status, ResendJson.error(status, name, message).body(), headers);
    }
}

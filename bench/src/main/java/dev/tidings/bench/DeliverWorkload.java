package dev.tidings.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is to be measured.
 *
 * @param warm how many of the recipients get the edition of the week before first, so that the program is no longer
 *     cold
 * @param nodes how many processes of the program share the work
 * @param connections of each node to the sink, at most that many at once
 * @param heap the most that a node's heap may take, as {@code -Xmx} has it
 */
record DeliverWorkload(int recipients, int warm, SinkKind sink, int nodes, int connections, String heap) {
    /** Where letters go. */
    enum SinkKind {
        /** Postfix's {@code smtp-sink} where it is on the PATH, else the bench's own server that reads line by line. */
        @JsonProperty("smtp")
        SMTP,
        /** A mail server of the bench that looks at as little as it can. */
        @JsonProperty("fast")
        FAST,
        /** A stand-in for Resend's API. */
        @JsonProperty("resend")
        RESEND
    }
}

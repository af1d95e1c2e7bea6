package dev.tidings.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The parameters of a run.
 *
 * @param warm the number of recipients that get the edition of the week before first, which warms the program up
 * @param nodes the number of processes that share the work
 * @param connections the maximum number of connections from each node to the sink
 * @param heap the maximum heap of a node, in the form of {@code -Xmx}
 */
record DeliverWorkload(
        int recipients, int warm, SinkKind sink, SinkLimits limits, int nodes, int connections, String heap) {
    /** The kind of server that receives the letters. */
    enum SinkKind {
        /** Postfix's {@code smtp-sink} if it is on the PATH, otherwise {@link SmtpSinkSession}. */
        @JsonProperty("smtp")
        SMTP,
        /** {@link FastSmtpSinkSession}, which parses as little as possible. */
        @JsonProperty("fast")
        FAST,
        /** {@link ResendSink}, a fake of Resend's API. */
        @JsonProperty("resend")
        RESEND
    }
}

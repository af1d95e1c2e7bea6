package dev.tidings.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is to be measured.
 *
 * @param connections to the sink, at most that many at once
 * @param heap the most that the program's heap may take, as {@code -Xmx} has it
 */
record Task(int recipients, SinkKind sink, int connections, String heap) {
    /** Where letters go. */
    enum SinkKind {
        @JsonProperty("smtp")
        SMTP
    }
}

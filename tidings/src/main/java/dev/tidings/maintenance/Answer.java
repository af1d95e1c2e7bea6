package dev.tidings.maintenance;

/** What became of one attempt to tell an alert; details are one line, free of addresses and secrets. */
sealed interface Answer {
    String detail();

    record Taken(String detail) implements Answer {}

    /** It may be taken at another time. */
    record NotNow(String detail) implements Answer {}

    record Refused(String detail) implements Answer {}

    /** It was handed over, and the answer was lost. */
    record Lost(String detail) implements Answer {}
}

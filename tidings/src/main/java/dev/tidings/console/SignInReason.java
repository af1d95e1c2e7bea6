package dev.tidings.console;

import org.jspecify.annotations.Nullable;

/** Why the sign-in page is shown. */
public enum SignInReason {
    FIRST,
    WRONG_TOKEN,
    TOO_MANY_TRIES,
    SIGNED_OUT;

    /** Parses the query parameter: {@code ?after=wrong}. */
    static SignInReason of(@Nullable String value) {
        return switch (value) {
            case "wrong" -> WRONG_TOKEN;
            case "wait" -> TOO_MANY_TRIES;
            case "sign-out" -> SIGNED_OUT;
            case null, default -> FIRST;
        };
    }
}

package dev.tidings.console;

import org.jspecify.annotations.Nullable;

/** Why someone stands before the console's door. */
public enum SignInReason {
    FIRST,
    WRONG_TOKEN,
    TOO_MANY_TRIES,
    SIGNED_OUT;

    /** As the address says it: {@code ?after=wrong}. */
    static SignInReason of(@Nullable String word) {
        return switch (word) {
            case "wrong" -> WRONG_TOKEN;
            case "wait" -> TOO_MANY_TRIES;
            case "sign-out" -> SIGNED_OUT;
            case null, default -> FIRST;
        };
    }
}

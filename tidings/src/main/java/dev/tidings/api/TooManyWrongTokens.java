package dev.tidings.api;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Thrown if an address sent too many wrong tokens. Right ones are refused, too: else it could go on guessing. */
final class TooManyWrongTokens extends AuthenticationException {
    private final transient Duration wait;

    TooManyWrongTokens(Duration wait) {
        super("Too many wrong tokens came from this address: try again later");
        this.wait = wait;
    }

    /** Returns the time to wait in seconds, rounded up. */
    long seconds() {
        return wait.plusMillis(999).toSeconds();
    }
}

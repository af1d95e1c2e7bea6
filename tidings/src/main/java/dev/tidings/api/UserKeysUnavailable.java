package dev.tidings.api;

import org.springframework.security.core.AuthenticationException;

/** Thrown if the key set for user tokens cannot be read now. The token may be valid. */
final class UserKeysUnavailable extends AuthenticationException {
    UserKeysUnavailable() {
        super("The key set that verifies user tokens cannot be reached: try again in a minute");
    }
}

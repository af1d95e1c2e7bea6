package dev.tidings.api;

import org.springframework.security.core.AuthenticationException;

/** The key set that user tokens are checked with cannot be read now; the token may well be valid. */
final class UserKeysUnavailable extends AuthenticationException {
    UserKeysUnavailable() {
        super("The keys that user tokens are checked with cannot be reached: try again in a minute");
    }
}

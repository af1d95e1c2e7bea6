package dev.tidings.console;

import dev.tidings.core.FailedAttempts;
import dev.tidings.core.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Authenticates the admin token. Refuses addresses with too many recent failures. */
final class AdminTokenAuthenticator implements AuthenticationManager {
    static final String ROLE = "OPERATOR";
    static final int MAX_FAILURES = 5;
    static final Duration WAIT = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(AdminTokenAuthenticator.class);

    private final @Nullable Secret adminToken;
    private final FailedAttempts failed;

    AdminTokenAuthenticator(@Nullable Secret adminToken, FailedAttempts failed) {
        this.adminToken = adminToken;
        this.failed = failed;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String from =
                attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (failed.waiting(from).isPositive()) {
            throw new LockedException("too many failed sign-ins from this address");
        }
        if (adminToken == null || !adminToken.matches(String.valueOf(attempt.getCredentials()))) {
            failed.add(from);
            LOG.warn("A sign-in to the console failed: wrong admin token");
            throw new BadCredentialsException("wrong admin token");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                "operator", null, AuthorityUtils.createAuthorityList("ROLE_" + ROLE));
    }
}

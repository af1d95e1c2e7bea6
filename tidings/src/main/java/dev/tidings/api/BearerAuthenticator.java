package dev.tidings.api;

import dev.tidings.core.FailedAttempts;
import dev.tidings.core.Secret;
import dev.tidings.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Identifies the caller by a bearer token (RFC 6750): the administrator or a user of the product. */
@Component
class BearerAuthenticator implements AuthenticationManager {
    static final int MAX_FAILURES = 10;
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Logger log = LoggerFactory.getLogger(BearerAuthenticator.class);

    private final @Nullable Secret adminToken;
    private final UserTokenDecoder userTokens;
    private final FailedAttempts failed;

    BearerAuthenticator(Settings settings, InstantSource clock) {
        this.adminToken = settings.adminToken();
        this.userTokens = new UserTokenDecoder(settings.userTokens(), clock);
        this.failed = new FailedAttempts(MAX_FAILURES, WINDOW, clock);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String from =
                attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        Duration wait = failed.waiting(from);
        if (wait.isPositive()) {
            throw new TooManyWrongTokens(wait);
        }
        String token = ((BearerTokenAuthenticationToken) attempt).getToken();
        if (adminToken != null && adminToken.matches(token)) {
            return UsernamePasswordAuthenticationToken.authenticated(
                    "admin", null, AuthorityUtils.createAuthorityList(Caller.ADMIN.authority()));
        }
        return new JwtAuthenticationToken(
                user(token, from), AuthorityUtils.createAuthorityList(Caller.USER.authority()));
    }

    /** An expired token of the product is no guess, and does not count. */
    private Jwt user(String token, String from) {
        try {
            return userTokens.decode(token);
        } catch (JwtValidationException e) {
            throw new InvalidBearerTokenException("The token is invalid or expired", e);
        } catch (BadJwtException e) {
            failed.add(from);
            throw new InvalidBearerTokenException("The token is invalid or expired", e);
        } catch (JwtException e) {
            log.warn("user tokens cannot be checked: {}", e.getMessage());
            throw new UserKeysUnavailable();
        }
    }
}

package dev.tidings.api;

import dev.tidings.core.Secret;
import dev.tidings.settings.Settings;
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
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** Identifies the caller by a bearer token (RFC 6750): the administrator or a user of the product. */
@Component
class BearerAuthenticator implements AuthenticationManager {
    private static final Logger log = LoggerFactory.getLogger(BearerAuthenticator.class);

    private final @Nullable Secret adminToken;
    private final UserTokenDecoder userTokens;

    BearerAuthenticator(Settings settings, InstantSource clock) {
        this.adminToken = settings.adminToken();
        this.userTokens = new UserTokenDecoder(settings.userTokens(), clock);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String token = ((BearerTokenAuthenticationToken) attempt).getToken();
        if (adminToken != null && adminToken.matches(token)) {
            return UsernamePasswordAuthenticationToken.authenticated(
                    "admin", null, AuthorityUtils.createAuthorityList(Caller.ADMIN.authority()));
        }
        return new JwtAuthenticationToken(user(token), AuthorityUtils.createAuthorityList(Caller.USER.authority()));
    }

    private Jwt user(String token) {
        try {
            return userTokens.decode(token);
        } catch (BadJwtException e) {
            throw new InvalidBearerTokenException("The token is invalid or expired", e);
        } catch (JwtException e) {
            log.warn("user tokens cannot be checked: {}", e.getMessage());
            throw new UserKeysUnavailable();
        }
    }
}

package dev.tidings.audience;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/** Verifies the claims of a letter link's token: audience, required claims, expiration. */
public final class LinkClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
    public static final String AUDIENCE = "tidings";

    private final InstantSource clock;

    /**
     * @param exact claims with required values
     * @param required claims that must be present
     */
    public LinkClaimsVerifier(JWTClaimsSet exact, Set<String> required, InstantSource clock) {
        super(AUDIENCE, exact, required);
        this.clock = clock;
        setMaxClockSkew(0);
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}

package dev.tidings.audience;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/** What a letter link's token must say: whom it is for, what is required of it, and that it has not expired. */
public final class LinkClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
    public static final String AUDIENCE = "tidings";

    private final InstantSource clock;

    /**
     * @param exact claims with the value that they must have
     * @param required claims that must be there
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

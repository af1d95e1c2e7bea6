package dev.tidings.api;

import dev.tidings.core.Secret;
import dev.tidings.fuzz.FuzzTarget;
import dev.tidings.settings.Settings.UserTokenSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.security.oauth2.jwt.JwtException;

/** Paths, queries, and the product's user tokens. */
public final class RequestFuzzTarget implements FuzzTarget {
    private final UserTokenDecoder decoder = new UserTokenDecoder(
            new UserTokenSettings(new Secret("s".repeat(32)), null, null, null),
            InstantSource.fixed(Instant.parse("2026-12-07T07:00:00Z")));

    @Override
    public void read(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        boolean isTarget = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (isTarget && PercentEncoding.fault(text) == null) {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            FuzzTarget.require(decoded.indexOf('\0') < 0, "a NUL passes");
        }
        try {
            String subject = decoder.decode(text).getSubject();
            FuzzTarget.require(subject.equals("ada"), "a forged token is accepted");
        } catch (JwtException refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal says why");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "/v1/users/org%2F7?a=%C3%A9&=x",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.",
                "eyJhbGciOiJIUzI1NiIsImNyaXQiOlsiYiJdLCJiIjpmYWxzZX0.eyJzdWIiOiJhZGEiLCJleHAiOjFlOTl9.AAAA",
                "eyJlbmMiOiJBMTI4R0NNIiwiYWxnIjoiZGlyIn0..AA.AA.AA");
    }
}

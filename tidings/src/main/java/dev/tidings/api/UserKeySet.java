package dev.tidings.api;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product's keys (RFC 7517), read from their address. They are read again after five minutes, and for a key that
 * they do not have, at most once in 30 seconds. While they cannot be read, the last ones count.
 */
final class UserKeySet implements JWKSource<SecurityContext> {
    static final int MAX_BYTES = 256 * 1024;
    static final Duration RETRY = Duration.ofSeconds(30);
    static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI address;
    private final InstantSource clock;
    private @Nullable JWKSet keys;
    private @Nullable Instant fetchedAt;

    UserKeySet(URI address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    /** @throws RemoteKeySourceException if there are no keys yet and they cannot be read now */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws RemoteKeySourceException {
        List<JWK> found = selector.select(current(LIFE));
        return found.isEmpty() ? selector.select(current(RETRY)) : found;
    }

    /** Returns the keys, read again if the last attempt is older. */
    private synchronized JWKSet current(Duration maxAge) throws RemoteKeySourceException {
        Instant now = clock.instant();
        JWKSet known = keys;
        Duration wait = known == null ? RETRY : maxAge;
        if (fetchedAt != null && fetchedAt.plus(wait).isAfter(now)) {
            if (known == null) {
                throw new RemoteKeySourceException("the key set could not be read less than 30 seconds ago", null);
            }
            return known;
        }
        fetchedAt = now;
        try {
            known = fetch();
            keys = known;
        } catch (IOException | ParseException e) {
            if (known == null) {
                throw new RemoteKeySourceException("the key set cannot be read: " + e, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteKeySourceException("interrupted", e);
        }
        return known;
    }

    private JWKSet fetch() throws IOException, ParseException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return JWKSet.parse(answer.body());
    }
}

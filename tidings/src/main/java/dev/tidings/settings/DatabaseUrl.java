package dev.tidings.settings;

import dev.tidings.core.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The address of PostgreSQL, from {@code postgres://user:password@host:port/name?options} (also {@code postgresql://})
 * or {@code jdbc:postgresql://...}.
 *
 * @param jdbc the address for the driver, without credentials unless they were given as options of a {@code jdbc:} form
 */
public record DatabaseUrl(
        String jdbc, @Nullable String user, @Nullable Secret password) {

    /** @throws IllegalArgumentException if the text has neither form; the message does not contain it */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new DatabaseUrl(text, null, null);
        }
        URI uri = uri(text);
        String scheme = uri.getScheme();
        if (!"postgres".equals(scheme) && !"postgresql".equals(scheme)) {
            throw new IllegalArgumentException("starts with neither postgres:// nor jdbc:postgresql://");
        }
        if (uri.getHost() == null
                || uri.getRawPath() == null
                || uri.getRawPath().length() < 2) {
            throw new IllegalArgumentException("names no host and database: postgres://user:password@host:5432/name");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
        if (uri.getRawUserInfo() == null) {
            return new DatabaseUrl(jdbc, null, null);
        }
        String[] credentials = uri.getRawUserInfo().split(":", 2);
        Secret password = credentials.length < 2 ? null : new Secret(decode(credentials[1]));
        return new DatabaseUrl(jdbc, decode(credentials[0]), password);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is not a URL; characters such as @ : / # % in the password must be percent-encoded", null);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        int options = jdbc.indexOf('?');
        return options < 0 ? jdbc : jdbc.substring(0, options);
    }
}

package dev.tidings.scraping.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Resolves links in documents, which can be relative or contain unescaped characters. */
public final class LinkResolver {
    private static final String ILLEGAL = "\"<>\\^`{|}";

    private LinkResolver() {}

    /** The absolute {@code http} or {@code https} URL of a link; null if there is none. */
    public static @Nullable URI resolve(URI base, String link) {
        try {
            URI uri = base.resolve(escaped(link.strip()));
            boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return isWeb && uri.getHost() != null ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String escaped(String link) {
        StringBuilder escaped = new StringBuilder();
        link.codePoints().forEach(c -> {
            if (c <= ' ' || c == 0x7f || ILLEGAL.indexOf(c) >= 0) {
                escape(escaped, c);
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static void escape(StringBuilder escaped, int c) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
    }
}

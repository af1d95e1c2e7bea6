package dev.tidings.settings;

import dev.tidings.core.EmailAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parses the values of environment variables. The message for an invalid value completes a sentence that begins with
 * the variable's name.
 */
final class EnvironmentParsers {
    private EnvironmentParsers() {}

    static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("is \"" + text + "\": give a port from 0 to 65535 (0: any free one)");
        }
        return Integer.parseInt(text);
    }

    static Path folder(String text) {
        Path folder = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "is \"" + text + "\": there is no such folder (looked at " + folder + ")");
        }
        return folder;
    }

    static String schema(String text) {
        if (!text.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("is \"" + text + "\": use lower-case letters, digits and underscores");
        }
        return text;
    }

    static String host(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,253}")) {
            throw new IllegalArgumentException(
                    "is \"" + text + "\": give a name of letters, digits, dots, dashes and underscores");
        }
        return text;
    }

    static String transport(String text) {
        if (!List.of("resend", "smtp", "outbox").contains(text)) {
            throw new IllegalArgumentException("is \"" + text + "\": give resend, smtp or outbox");
        }
        return text;
    }

    static URI webAddress(String text) {
        String address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!isWebAddress(address)) {
            throw new IllegalArgumentException("is \"" + text + "\": give an address such as https://api.example.com");
        }
        return URI.create(address);
    }

    /** A web address to which paths are appended. */
    static URI baseAddress(String text) {
        URI uri = webAddress(text);
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException("is \"" + text + "\": give an address without a query (?...)");
        }
        return uri;
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            return text.matches("https?://.*") && uri.getHost() != null && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static double requestRate(String text) {
        return rate(text, "requests");
    }

    static double letterRate(String text) {
        return rate(text, "letters");
    }

    /** {@code gmail.com=20, yahoo.com=0.5}. */
    static Map<String, Double> domainRates(String text) {
        Map<String, Double> rates = new TreeMap<>();
        for (String entry : List.of(text.split("[\\s,]+"))) {
            int sign = entry.indexOf('=');
            String domain = entry.substring(0, Math.max(sign, 0)).toLowerCase(Locale.ROOT);
            if (!domain.matches("([a-z0-9-]+\\.)+[a-z0-9-]+")) {
                throw new IllegalArgumentException("has \"" + entry
                        + "\": give letters per second for each domain, such as gmail.com=20, yahoo.com=5");
            }
            rates.put(domain, letterRate(entry.substring(sign + 1)));
        }
        return Map.copyOf(rates);
    }

    private static double rate(String text, String what) {
        double rate = text.matches("\\d{1,4}(\\.\\d{1,3})?") ? Double.parseDouble(text) : 0;
        if (rate <= 0) {
            throw new IllegalArgumentException("is \"" + text + "\": give " + what + " per second, above 0");
        }
        return rate;
    }

    /** @return from 100 ms to a minute */
    static Duration heartbeat(String text) {
        Duration heartbeat = duration(text);
        if (heartbeat.toMillis() < 100 || heartbeat.toSeconds() > 60) {
            throw new IllegalArgumentException("is \"" + text + "\": give 100ms to 60s");
        }
        return heartbeat;
    }

    /** @return from a second to ten minutes */
    static Duration stopWithin(String text) {
        Duration limit = duration(text);
        if (limit.toSeconds() < 1 || limit.toSeconds() > 600) {
            throw new IllegalArgumentException("is \"" + text + "\": give 1s to 600s");
        }
        return limit;
    }

    /** A moment with its offset from UTC. */
    static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "is \"" + text
                            + "\": give a moment with its offset, such as 2026-12-07T07:00:00Z or 2026-12-07T08:00:00+01:00",
                    e);
        }
    }

    /** Zero if the text is not a duration in {@code ms} or {@code s}. */
    private static Duration duration(String text) {
        if (text.matches("\\d{1,6}ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return text.matches("\\d{1,3}s")
                ? Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)))
                : Duration.ZERO;
    }

    static Set<Role> roles(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String role : List.of(text.strip().split("[\\s,]+"))) {
            switch (role.toLowerCase(Locale.ROOT)) {
                case "web" -> roles.add(Role.WEB);
                case "worker" -> roles.add(Role.WORKER);
                default ->
                    throw new IllegalArgumentException(
                            "has \"" + role + "\": give web, worker or both, separated by a comma");
            }
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("names no role: give web, worker or both, separated by a comma");
        }
        return roles;
    }

    static List<String> origins(String text) {
        List<String> origins = List.of(text.split("[\\s,]+"));
        for (String origin : origins) {
            if (!origin.matches("https?://[^/?#]+") || !isWebAddress(origin)) {
                throw new IllegalArgumentException("has \"" + origin
                        + "\": give exact origins such as https://app.example.com, separated by commas");
            }
        }
        return origins;
    }

    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException("is \"" + text + "\": give true or false");
        };
    }

    static EmailAddress mailAddress(String text) {
        String address = EmailAddress.withAsciiDomain(text);
        if (!EmailAddress.isValid(address)) {
            throw new IllegalArgumentException("is \"" + text + "\": give an address such as me@example.com");
        }
        return new EmailAddress(address);
    }
}

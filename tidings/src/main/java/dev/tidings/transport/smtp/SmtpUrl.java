package dev.tidings.transport.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Secret;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLimits;
import dev.tidings.transport.smtp.SmtpSettings.SmtpLogin;
import dev.tidings.transport.smtp.SmtpSettings.SmtpTimeouts;
import dev.tidings.transport.smtp.SmtpSettings.TlsMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parsed value of {@code SMTP_URL}. */
final class SmtpUrl {
    private static final Set<String> OPTIONS =
            Set.of("starttls", "ca", "sender", "connections", "letters-per-connection");

    private final URI uri;
    private final boolean implicitTls;
    private final String host;
    private final @Nullable SmtpLogin login;
    private final Map<String, String> options;

    SmtpUrl(String url) {
        uri = uri(url.strip());
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("smtp") && !scheme.equals("smtps")) {
            throw invalid("must begin with smtp:// or smtps://");
        }
        implicitTls = scheme.equals("smtps");
        host = host();
        login = login(uri.getRawUserInfo());
        options = options(uri.getRawQuery());
        String path = uri.getRawPath();
        if ((path != null && !path.isEmpty() && !path.equals("/")) || uri.getRawFragment() != null) {
            throw invalid(
                    "has a path; nothing but ?options may follow the host and port. A \"/\" in the password is written %2F, "
                            + "a \"?\" %3F, a \"#\" %23");
        }
    }

    SmtpSettings settings() {
        return new SmtpSettings(host, port(), tls(), login, ca(), sender(), limits(), SmtpTimeouts.DEFAULT);
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // The exception contains the URL with its password and is therefore not chained.
            throw invalid("is not a URL from character " + (e.getIndex() + 1)
                    + " on; special characters in user and password are percent-encoded (\"@\" is %40)");
        }
    }

    private String host() {
        String found = uri.getHost();
        if (found == null || found.isEmpty()) {
            throw invalid("names no valid host and port: write smtp://user:password@host:port, with special "
                    + "characters in user and password percent-encoded (\"@\" is %40)");
        }
        return found.startsWith("[") ? found.substring(1, found.length() - 1) : found;
    }

    private static @Nullable SmtpLogin login(@Nullable String userInfo) {
        if (userInfo == null || userInfo.isEmpty()) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        if (colon < 1 || colon == userInfo.length() - 1) {
            throw invalid("has a user without a password, or the reverse: write smtp://user:password@host");
        }
        return new SmtpLogin(decoded(userInfo.substring(0, colon)), new Secret(decoded(userInfo.substring(colon + 1))));
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new HashMap<>();
        if (query == null || query.isEmpty()) {
            return options;
        }
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (!OPTIONS.contains(name) || equals < 0) {
                throw invalid("has an unknown option \"" + name + "\"; there are "
                        + String.join(", ", new TreeSet<>(OPTIONS)) + ", each as name=value");
            }
            if (options.put(name, decoded(option.substring(equals + 1))) != null) {
                throw invalid("has the option " + name + " twice");
            }
        }
        return options;
    }

    private int port() {
        int port = uri.getPort();
        if (port > 65_535 || port == 0) {
            throw invalid("has the port " + port + ": give one from 1 to 65535");
        }
        if (port > 0) {
            return port;
        }
        return implicitTls ? 465 : login != null ? 587 : 25;
    }

    private TlsMode tls() {
        String mode = options.get("starttls");
        if (implicitTls) {
            if (mode != null) {
                throw invalid(
                        "begins with smtps://, which is encrypted from the first byte and takes no starttls option");
            }
            return TlsMode.IMPLICIT;
        }
        boolean exposed = login != null && !isThisMachine();
        if (mode == null) {
            return exposed ? TlsMode.REQUIRED : TlsMode.OPPORTUNISTIC;
        }
        TlsMode tls = switch (mode) {
            case "required" -> TlsMode.REQUIRED;
            case "opportunistic" -> TlsMode.OPPORTUNISTIC;
            case "never" -> TlsMode.NEVER;
            default -> throw invalid("has starttls=" + mode + ": write required, opportunistic or never");
        };
        if (exposed && tls == TlsMode.OPPORTUNISTIC) {
            throw invalid(
                    "has starttls=opportunistic, with which the password could cross the network in the clear: write "
                            + "starttls=required, or starttls=never if that is what you want");
        }
        return tls;
    }

    private boolean isThisMachine() {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
    }

    private @Nullable Path ca() {
        String ca = options.get("ca");
        return ca == null ? null : Path.of(ca);
    }

    private @Nullable EmailAddress sender() {
        String sender = options.get("sender");
        if (sender == null) {
            return null;
        }
        if (!EmailAddress.isValid(sender)) {
            throw invalid("has an option sender that is not an email address");
        }
        return new EmailAddress(sender);
    }

    private SmtpLimits limits() {
        String connections = options.getOrDefault("connections", "4");
        if (!connections.matches("[1-9]|[1-5]\\d|6[0-4]")) {
            throw invalid("has connections=" + connections + ": give a number from 1 to 64");
        }
        String letters = options.get("letters-per-connection");
        if (letters != null && !letters.matches("[1-9]\\d{0,4}|100000")) {
            throw invalid("has letters-per-connection=" + letters + ": give a number from 1 to 100000");
        }
        return new SmtpLimits(
                Integer.parseInt(connections), letters == null ? Integer.MAX_VALUE : Integer.parseInt(letters));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static IllegalArgumentException invalid(String problem) {
        return new IllegalArgumentException(problem);
    }
}

package dev.tidings.settings;

import dev.tidings.core.Secret;
import dev.tidings.settings.Settings.Mail;
import dev.tidings.settings.Settings.UserTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} from environment variables and collects everything that is wrong with them. */
public final class EnvironmentReader {
    private static final int SECRET_BYTES = 32;
    private static final int TOKEN_BYTES = 16;

    private final Map<String, String> environment;
    private final List<String> errors = new ArrayList<>();

    public EnvironmentReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The settings for a command at the terminal, which needs no secrets.
     *
     * @throws SettingsErrors if a value that is there is wrong
     */
    public Settings forCommand() {
        Settings settings = settings();
        refuseErrors();
        return settings;
    }

    /**
     * The settings for serving.
     *
     * @throws SettingsErrors if a value is wrong or one that serving needs is missing
     */
    public Settings forServing() {
        Settings settings = settings();
        if (settings.config() == null) {
            errors.add(
                    "TIDINGS_CONFIG is not set: name the folder that holds digests/*.yml (examples/living-lytics is one)");
        }
        require(
                "ADMIN_TOKEN",
                settings.adminToken(),
                "the token that opens the console and the administrators' endpoints");
        require("TIDINGS_SECRET", settings.secret(), "the key that links in letters are signed with");
        if (settings.userTokens().secret() == null && settings.userTokens().jwksUrl() == null) {
            missing("AUTH_SECRET or AUTH_JWKS_URL", "how the product's user tokens are checked");
        }
        if (settings.mail().resendKey() == null && settings.mail().smtpUrl() == null) {
            missing("RESEND_API_KEY or SMTP_URL", "where letters go");
        }
        refuseErrors();
        return settings;
    }

    private Settings settings() {
        Path data = value("TIDINGS_DATA", Path::of, Path.of("data"))
                .toAbsolutePath()
                .normalize();
        return new Settings(
                value("TIDINGS_PORT", EnvironmentReader::port, 8080),
                data,
                value("TIDINGS_CONFIG", EnvironmentReader::folder),
                value("TIDINGS_DATABASE_URL", DatabaseUrl::parse),
                value("TIDINGS_SCHEMA", EnvironmentReader::schema, "public"),
                value("TIDINGS_PUBLIC_URL", EnvironmentReader::webAddress),
                value("ADMIN_TOKEN", text -> secret(text, TOKEN_BYTES)),
                value("TIDINGS_SECRET", text -> secret(text, SECRET_BYTES)),
                new UserTokens(
                        value("AUTH_SECRET", text -> secret(text, SECRET_BYTES)),
                        value("AUTH_JWKS_URL", EnvironmentReader::webAddress)),
                mail(data),
                value("ALLOW_ORIGINS", EnvironmentReader::origins),
                scheduler());
    }

    private Mail mail(Path data) {
        return new Mail(
                value("RESEND_API_KEY", Secret::new),
                value("RESEND_BASE_URL", EnvironmentReader::webAddress, URI.create("https://api.resend.com")),
                value("RESEND_RATE", EnvironmentReader::rate, 2.0),
                value("SMTP_URL", Secret::new),
                data.resolve("outbox"));
    }

    /** ENABLE_SCHEDULER decides; without it, REPLIT_DEPLOYMENT=true switches the clock on. */
    private @Nullable Boolean scheduler() {
        Boolean enabled = value("ENABLE_SCHEDULER", EnvironmentReader::truth);
        if (enabled != null) {
            return enabled;
        }
        Boolean deployed = value("REPLIT_DEPLOYMENT", EnvironmentReader::truth);
        return Boolean.TRUE.equals(deployed) ? deployed : null;
    }

    private void require(String name, @Nullable Object found, String what) {
        boolean wrongAlready =
                environment.containsKey(name) && !environment.get(name).isBlank();
        if (found == null && !wrongAlready) {
            missing(name, what);
        }
    }

    private void missing(String name, String what) {
        errors.add(name + " is not set: " + what);
    }

    private void refuseErrors() {
        if (!errors.isEmpty()) {
            throw new SettingsErrors(errors);
        }
    }

    private <T> T value(String name, Function<String, T> parse, T otherwise) {
        T found = value(name, parse);
        return found == null ? otherwise : found;
    }

    private <T> @Nullable T value(String name, Function<String, T> parse) {
        String text = environment.get(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return parse.apply(text.strip());
        } catch (IllegalArgumentException e) {
            errors.add(name + " " + e.getMessage());
            return null;
        }
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("is \"" + text + "\": give a port from 0 to 65535 (0: any free one)");
        }
        return Integer.parseInt(text);
    }

    private static Path folder(String text) {
        Path folder = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "is \"" + text + "\": there is no such folder (looked at " + folder + ")");
        }
        return folder;
    }

    private static String schema(String text) {
        if (!text.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("is \"" + text + "\": use lower-case letters, digits and underscores");
        }
        return text;
    }

    private static URI webAddress(String text) {
        URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        if (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("is \"" + text + "\": give an address such as https://api.example.com");
        }
        return uri;
    }

    private static Secret secret(String text, int leastBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < leastBytes) {
            throw new IllegalArgumentException("has " + bytes + " bytes: at least " + leastBytes
                    + " are needed (for example: openssl rand -hex 32)");
        }
        return new Secret(text);
    }

    private static double rate(String text) {
        double rate = text.matches("\\d{1,4}(\\.\\d{1,3})?") ? Double.parseDouble(text) : 0;
        if (rate <= 0) {
            throw new IllegalArgumentException("is \"" + text + "\": give requests per second, above 0");
        }
        return rate;
    }

    private static List<String> origins(String text) {
        return List.of(text.split("[\\s,]+"));
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException("is \"" + text + "\": give true or false");
        };
    }
}

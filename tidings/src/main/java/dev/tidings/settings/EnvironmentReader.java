package dev.tidings.settings;

import dev.tidings.core.Secret;
import dev.tidings.settings.Settings.Mail;
import dev.tidings.settings.Settings.UserTokens;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
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
     * Whatever is set, with the defaults for what is not.
     *
     * @throws SettingsErrors if a value that is there is wrong
     */
    public Settings asSet() {
        Settings settings = settings();
        refuseErrors();
        return settings;
    }

    /**
     * The settings for a command that neither serves nor sends.
     *
     * @throws SettingsErrors if a value is wrong or no configuration is named
     */
    public Settings forCommand() {
        Settings settings = settings();
        requireConfiguration();
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
        requireForSending(settings);
        require("the token that opens the console and the administrators' endpoints", "ADMIN_TOKEN");
        require("how the product's user tokens are checked", "AUTH_SECRET", "AUTH_JWKS_URL");
        refuseErrors();
        return settings;
    }

    /**
     * The settings for a command that sends letters.
     *
     * @throws SettingsErrors if a value is wrong or one that sending needs is missing
     */
    public Settings forSending() {
        Settings settings = settings();
        requireForSending(settings);
        refuseErrors();
        return settings;
    }

    private void requireConfiguration() {
        require("name the folder that holds digests/*.yml (examples/living-lytics is one)", "TIDINGS_CONFIG");
    }

    private void requireForSending(Settings settings) {
        requireConfiguration();
        require("the key that links in letters are signed with", "TIDINGS_SECRET");
        switch (settings.mail().transport()) {
            case null -> require("where letters go", "RESEND_API_KEY", "SMTP_URL");
            case "resend" -> require("TIDINGS_TRANSPORT sends letters there", "RESEND_API_KEY");
            case "smtp" -> require("TIDINGS_TRANSPORT sends letters there", "SMTP_URL");
            default -> {}
        }
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
                value("TIDINGS_PUBLIC_URL", EnvironmentReader::baseAddress),
                value("ADMIN_TOKEN", text -> secret(text, TOKEN_BYTES)),
                value("TIDINGS_SECRET", text -> secret(text, SECRET_BYTES)),
                value("TIDINGS_OLD_SECRETS", EnvironmentReader::secrets, List.of()),
                new UserTokens(
                        value("AUTH_SECRET", text -> secret(text, SECRET_BYTES)),
                        value("AUTH_JWKS_URL", EnvironmentReader::webAddress)),
                mail(data),
                value("ALLOW_ORIGINS", EnvironmentReader::origins),
                scheduler());
    }

    private Mail mail(Path data) {
        Secret resendKey = value("RESEND_API_KEY", Secret::new);
        Secret smtpUrl = value("SMTP_URL", Secret::new);
        String usual = resendKey != null ? "resend" : smtpUrl != null ? "smtp" : null;
        String named = value("TIDINGS_TRANSPORT", EnvironmentReader::transport);
        return new Mail(
                named == null ? usual : named,
                resendKey,
                value("RESEND_BASE_URL", EnvironmentReader::baseAddress, URI.create("https://api.resend.com")),
                value("RESEND_RATE", EnvironmentReader::rate, 2.0),
                smtpUrl,
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

    /** One of the variables must be set; a wrong value was reported when it was read. */
    private void require(String what, String... names) {
        if (Stream.of(names).allMatch(name -> text(name) == null)) {
            errors.add(String.join(" or ", names) + " is not set: " + what);
        }
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
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            errors.add(name + " " + e.getMessage());
            return null;
        }
    }

    private @Nullable String text(String name) {
        String text = environment.get(name);
        return text == null || text.isBlank() ? null : text.strip();
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

    private static String transport(String text) {
        if (!List.of("resend", "smtp", "outbox").contains(text)) {
            throw new IllegalArgumentException("is \"" + text + "\": give resend, smtp or outbox");
        }
        return text;
    }

    private static URI webAddress(String text) {
        String address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!isWebAddress(address)) {
            throw new IllegalArgumentException("is \"" + text + "\": give an address such as https://api.example.com");
        }
        return URI.create(address);
    }

    /** A web address that paths are appended to. */
    private static URI baseAddress(String text) {
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

    private static Secret secret(String text, int leastBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < leastBytes) {
            throw new IllegalArgumentException("has " + bytes + " bytes: at least " + leastBytes
                    + " are needed (for example: openssl rand -hex 32)");
        }
        return new Secret(text);
    }

    private static List<Secret> secrets(String text) {
        return Stream.of(text.split("[\\s,]+"))
                .map(each -> secret(each, SECRET_BYTES))
                .toList();
    }

    private static double rate(String text) {
        double rate = text.matches("\\d{1,4}(\\.\\d{1,3})?") ? Double.parseDouble(text) : 0;
        if (rate <= 0) {
            throw new IllegalArgumentException("is \"" + text + "\": give requests per second, above 0");
        }
        return rate;
    }

    private static List<String> origins(String text) {
        List<String> origins = List.of(text.split("[\\s,]+"));
        for (String origin : origins) {
            if (!origin.matches("https?://[^/?#]+") || !isWebAddress(origin)) {
                throw new IllegalArgumentException("holds \"" + origin
                        + "\": give exact origins such as https://app.example.com, separated by commas");
            }
        }
        return origins;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException("is \"" + text + "\": give true or false");
        };
    }
}

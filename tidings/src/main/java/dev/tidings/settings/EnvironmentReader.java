package dev.tidings.settings;

import dev.tidings.core.Secret;
import dev.tidings.settings.Settings.MailSettings;
import dev.tidings.settings.Settings.UserTokenSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} from environment variables and collects all their errors. */
public final class EnvironmentReader {
    /** What Java reads in place of bytes that it cannot decode. Every such secret would be the same, and easy to guess. */
    private static final char UNDECODABLE = '\uFFFD';

    private final Map<String, String> environment;
    private final List<String> errors = new ArrayList<>();

    private final Set<String> known = new TreeSet<>();
    private final SharedSecrets secrets = new SharedSecrets();

    public EnvironmentReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The settings with defaults for variables that are not set. Nothing is required.
     *
     * @throws SettingsErrors if a value is invalid
     */
    public Settings withDefaults() {
        Settings settings = settings();
        throwIfInvalid();
        return settings;
    }

    /**
     * The settings for a command that neither serves nor sends.
     *
     * @throws SettingsErrors if a value is invalid or no configuration is named
     */
    public Settings forCommand() {
        Settings settings = settings();
        requireConfiguration();
        throwIfInvalid();
        return settings;
    }

    /**
     * The settings for serving.
     *
     * @throws SettingsErrors if a value is invalid or a value required for serving is missing
     */
    public Settings forServing() {
        Settings settings = settings();
        requireForSending(settings);
        if (settings.roles().contains(Role.WEB)) {
            requireForWeb(settings);
        }
        throwIfInvalid();
        return settings;
    }

    private void requireForWeb(Settings settings) {
        require("the token that opens the console and the administrators' endpoints", "ADMIN_TOKEN");
        require("how the product's user tokens are checked", "AUTH_SECRET", "AUTH_JWKS_URL");
        if (settings.userTokens().jwksUrl() != null) {
            require("the iss of the product's user tokens; a key set may sign for others, too", "AUTH_ISSUER");
            require(
                    "the aud of tokens that are meant for Tidings; a key set may sign for others, too",
                    "AUTH_AUDIENCE");
        }
    }

    /**
     * The settings for a command that sends letters.
     *
     * @throws SettingsErrors if a value is invalid or a value required for sending is missing
     */
    public Settings forSending() {
        Settings settings = settings();
        requireForSending(settings);
        throwIfInvalid();
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
        refuseMailAtSetTime(settings);
    }

    /** Letters of another time would be wrong, and their editions would take the place of the right ones. */
    private void refuseMailAtSetTime(Settings settings) {
        if (settings.clock() != null
                && (settings.mail().resendKey() != null || settings.mail().smtpUrl() != null)) {
            errors.add(
                    "TIDINGS_CLOCK sets another time than now, and nothing is mailed then: unset RESEND_API_KEY and SMTP_URL"
                            + " and set TIDINGS_TRANSPORT=outbox, or unset TIDINGS_CLOCK");
        }
    }

    private Settings settings() {
        Path data = value("TIDINGS_DATA", Path::of, Path.of("data"))
                .toAbsolutePath()
                .normalize();
        return new Settings(
                value("TIDINGS_PORT", EnvironmentParsers::port, 8080),
                data,
                value("TIDINGS_CONFIG", EnvironmentParsers::folder),
                value("TIDINGS_DATABASE_URL", DatabaseUrl::parse),
                value("TIDINGS_SCHEMA", EnvironmentParsers::schema, "public"),
                value("TIDINGS_PUBLIC_URL", EnvironmentParsers::baseAddress),
                secret("ADMIN_TOKEN", SecretParsers::bearerToken),
                secret("TIDINGS_SECRET", SecretParsers::secret),
                secrets("TIDINGS_OLD_SECRETS", SecretParsers::secrets),
                new UserTokenSettings(
                        secret("AUTH_SECRET", SecretParsers::secret),
                        value("AUTH_JWKS_URL", EnvironmentParsers::webAddress),
                        value("AUTH_ISSUER", Function.identity()),
                        value("AUTH_AUDIENCE", Function.identity())),
                mail(data),
                value("ALLOW_ORIGINS", EnvironmentParsers::origins),
                scheduler(),
                secret("TIDINGS_ALERT_SECRET", SecretParsers::webhookSecret),
                value("TIDINGS_HEARTBEAT", EnvironmentParsers::heartbeat, Duration.ofSeconds(4)),
                value("TIDINGS_ROLES", EnvironmentParsers::roles, EnumSet.allOf(Role.class)),
                value("TIDINGS_STOP_WITHIN", EnvironmentParsers::stopWithin, Duration.ofSeconds(20)),
                host(),
                value("TIDINGS_CONNECTIONS", ConnectionSizes::parse, ConnectionSizes.STANDARD),
                value("TIDINGS_PROXIES", ProxyNetworks::parse, ProxyNetworks.PRIVATE),
                value("TIDINGS_CLOCK", EnvironmentParsers::moment));
    }

    /** TIDINGS_HOST or, without it, REPL_ID: the machine's name at Replit changes at each start. */
    private @Nullable String host() {
        String named = value("TIDINGS_HOST", EnvironmentParsers::host);
        return named == null ? value("REPL_ID", EnvironmentParsers::host) : named;
    }

    private MailSettings mail(Path data) {
        Secret resendKey = secret("RESEND_API_KEY", SecretParsers::apiKey);
        Secret smtpUrl = secret("SMTP_URL", SecretParsers::connectionUrl);
        String usual = resendKey != null ? "resend" : smtpUrl != null ? "smtp" : null;
        String named = value("TIDINGS_TRANSPORT", EnvironmentParsers::transport);
        return new MailSettings(
                named == null ? usual : named,
                resendKey,
                value("RESEND_BASE_URL", EnvironmentParsers::baseAddress, URI.create("https://api.resend.com")),
                value("RESEND_RATE", EnvironmentParsers::requestRate, 2.0),
                smtpUrl,
                value("SMTP_RATE", EnvironmentParsers::letterRate),
                value("SMTP_DOMAIN_RATES", EnvironmentParsers::domainRates, Map.of()),
                data.resolve("outbox"),
                value("TIDINGS_REDIRECT_TO", EnvironmentParsers::mailAddress));
    }

    /** ENABLE_SCHEDULER decides; without it, REPLIT_DEPLOYMENT=true enables the scheduler. */
    private @Nullable Boolean scheduler() {
        Boolean enabled = value("ENABLE_SCHEDULER", EnvironmentParsers::flag);
        if (enabled != null) {
            return enabled;
        }
        Boolean deployed = value("REPLIT_DEPLOYMENT", EnvironmentParsers::flag);
        return Boolean.TRUE.equals(deployed) ? deployed : null;
    }

    /** Requires one of the variables. Invalid values were reported when they were read. */
    private void require(String what, String... names) {
        if (Stream.of(names).allMatch(name -> text(name) == null)) {
            errors.add(String.join(" or ", names) + " is not set: " + what);
        }
    }

    private void throwIfInvalid() {
        errors.addAll(secrets.errors());
        errors.addAll(UnknownVariables.errors(environment, known));
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
        if (text.indexOf(UNDECODABLE) >= 0) {
            errors.add(name + " has bytes that are not UTF-8, or the locale is not: start with LC_ALL=C.UTF-8");
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            errors.add(name + " " + e.getMessage());
            return null;
        }
    }

    private @Nullable Secret secret(String name, Function<String, Secret> parse) {
        List<Secret> one = secrets(name, text -> List.of(parse.apply(text)));
        return one.isEmpty() ? null : one.getFirst();
    }

    /** As {@link #value}, for values that nothing may print. */
    private List<Secret> secrets(String name, Function<String, List<Secret>> parse) {
        String text = Objects.requireNonNullElse(environment.get(name), "");
        if (!text.isBlank() && (!text.equals(text.strip()) || text.codePoints().anyMatch(Character::isISOControl))) {
            errors.add(name + " has spaces around it, a line break or another control character: give the value alone");
            return List.of();
        }
        List<Secret> parsed = value(name, parse, List.of());
        secrets.add(name, parsed);
        return parsed;
    }

    private @Nullable String text(String name) {
        known.add(name);
        String text = environment.get(name);
        return text == null || text.isBlank() ? null : text.strip();
    }
}

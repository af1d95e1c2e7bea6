package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Secret;
import dev.tidings.settings.Settings.MailSettings;
import dev.tidings.settings.Settings.UserTokenSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReaderTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String AUTH_KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String OLD_KEY = "fedcba9876543210fedcba9876543210";
    private static final String ALERT_KEY = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
    private static final String TOKEN = "admin-token-0123";

    @TempDir
    Path folder;

    @Test
    void emptyEnvironmentHasDefaults() {
        Path data = Path.of("data").toAbsolutePath();
        assertThat(new EnvironmentReader(Map.of()).withDefaults())
                .isEqualTo(new Settings(
                        8080,
                        data,
                        null,
                        null,
                        "public",
                        null,
                        null,
                        null,
                        List.of(),
                        UserTokenSettings.NONE,
                        new MailSettings(
                                null,
                                null,
                                URI.create("https://api.resend.com"),
                                2.0,
                                null,
                                null,
                                Map.of(),
                                data.resolve("outbox"),
                                null),
                        null,
                        null,
                        null,
                        Duration.ofSeconds(4),
                        Set.of(Role.WEB, Role.WORKER),
                        Duration.ofSeconds(20),
                        null,
                        new ConnectionSizes(2, 3, 8, 2, 2, 4),
                        ProxyNetworks.PRIVATE,
                        null));
    }

    @Test
    void allVariablesAreRead() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_PORT", "0");
        environment.put("TIDINGS_REDIRECT_TO", "staging@example.com");
        environment.put("TIDINGS_DATA", folder.resolve("kept").toString());
        environment.put(
                "TIDINGS_DATABASE_URL", "postgres://tidings:p%40ss@db.example.com:5433/tidings?sslmode=require");
        environment.put("TIDINGS_SCHEMA", "letters");
        environment.put("TIDINGS_PUBLIC_URL", "https://api.livinglytics.com/");
        environment.put("TIDINGS_OLD_SECRETS", OLD_KEY + ", " + KEY + "x");
        environment.put("AUTH_JWKS_URL", "https://login.example.com/keys?p=one");
        environment.put("AUTH_ISSUER", "https://login.example.com");
        environment.put("AUTH_AUDIENCE", "tidings");
        environment.put("TIDINGS_PROXIES", "192.0.2.0/24, 2001:db8::7");
        environment.put("RESEND_BASE_URL", "http://localhost:9000");
        environment.put("RESEND_RATE", "4.5");
        environment.put("SMTP_URL", "smtps://user:pass@mail.example.com:465");
        environment.put("SMTP_RATE", "80");
        environment.put("SMTP_DOMAIN_RATES", "Gmail.com=20, yahoo.com=0.5");
        environment.put("ALLOW_ORIGINS", "https://livinglytics.com, http://localhost:5173");
        environment.put("ENABLE_SCHEDULER", "off");
        environment.put("TIDINGS_ALERT_SECRET", ALERT_KEY);
        environment.put("TIDINGS_HEARTBEAT", "500ms");
        environment.put("TIDINGS_ROLES", "Worker, web");
        environment.put("TIDINGS_STOP_WITHIN", "90s");
        environment.put("TIDINGS_HOST", "mail-1.example.com");
        environment.put("TIDINGS_CONNECTIONS", "work=9, consent = 1");

        assertThat(new EnvironmentReader(environment).forServing())
                .isEqualTo(new Settings(
                        0,
                        folder.resolve("kept"),
                        folder,
                        new DatabaseUrl(
                                "jdbc:postgresql://db.example.com:5433/tidings?sslmode=require",
                                "tidings",
                                new Secret("p@ss")),
                        "letters",
                        URI.create("https://api.livinglytics.com"),
                        new Secret(TOKEN),
                        new Secret(KEY),
                        List.of(new Secret(OLD_KEY), new Secret(KEY + "x")),
                        new UserTokenSettings(
                                new Secret(AUTH_KEY),
                                URI.create("https://login.example.com/keys?p=one"),
                                "https://login.example.com",
                                "tidings"),
                        new MailSettings(
                                "resend",
                                new Secret("re_123"),
                                URI.create("http://localhost:9000"),
                                4.5,
                                new Secret("smtps://user:pass@mail.example.com:465"),
                                80.0,
                                Map.of("gmail.com", 20.0, "yahoo.com", 0.5),
                                folder.resolve("kept/outbox"),
                                new EmailAddress("staging@example.com")),
                        List.of("https://livinglytics.com", "http://localhost:5173"),
                        false,
                        new Secret(ALERT_KEY),
                        Duration.ofMillis(500),
                        Set.of(Role.WEB, Role.WORKER),
                        Duration.ofSeconds(90),
                        "mail-1.example.com",
                        new ConnectionSizes(2, 3, 9, 2, 1, 4),
                        List.of("192.0.2.0/24", "2001:db8::7/128"),
                        null));
    }

    @Test
    void setTimeIsReadAndRefusedWithAMailServer() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_CLOCK", "2026-12-07T08:00:00+01:00");

        assertThat(catchThrowableOfType(SettingsErrors.class, () -> new EnvironmentReader(environment).forServing())
                        .lines())
                .singleElement()
                .asString()
                .startsWith("TIDINGS_CLOCK sets another time than now, and nothing is mailed then");

        environment.remove("RESEND_API_KEY");
        environment.put("TIDINGS_TRANSPORT", "outbox");
        assertThat(new EnvironmentReader(environment).forServing().clock())
                .isEqualTo(Instant.parse("2026-12-07T07:00:00Z"));
    }

    @Test
    void timeWithoutOffsetIsRefused() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_CLOCK", "2026-12-07T08:00");

        assertThatThrownBy(() -> new EnvironmentReader(environment).withDefaults())
                .hasMessageContaining("TIDINGS_CLOCK is \"2026-12-07T08:00\": give a moment with its offset");
    }

    @Test
    void settingsOfACopyNameNoMailServer() {
        Map<String, String> environment = complete();
        environment.put("SMTP_URL", "smtp://mail.example.com");
        environment.put("TIDINGS_DATABASE_URL", "postgres://db.example.com/tidings");
        DatabaseUrl copy = new DatabaseUrl("jdbc:postgresql://localhost:1/copy", null, null);

        Settings settings = new EnvironmentReader(environment).forCommand().onCopy(copy, folder, new Secret(KEY + "y"));

        assertThat(settings.database()).isEqualTo(copy);
        assertThat(settings.mail().resendKey()).isNull();
        assertThat(settings.mail().smtpUrl()).isNull();
        assertThat(settings.data()).isEqualTo(folder);
        assertThat(settings.config()).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIDINGS_SECRET",
                "AUTH_SECRET",
                "ADMIN_TOKEN",
                "RESEND_API_KEY",
                "SMTP_URL",
                "TIDINGS_CONFIG",
                "TIDINGS_DATA"
            })
    void valueThatJavaCouldNotDecodeIsRefused(String name) {
        Map<String, String> environment = complete();
        environment.put(name, "\uFFFD".repeat(64));

        assertThat(linesOf(environment))
                .contains(name + " has bytes that are not UTF-8, or the locale is not: start with LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "RESEND_API_KEY, re_secret%nmore",
        "RESEND_API_KEY, re_secret\u0007more",
        "SMTP_URL, smtp://u:hunter2@mail.example%n",
        "TIDINGS_SECRET, 0123456789012345678901234567890123456789%n",
        "ADMIN_TOKEN, ' the-token-of-the-tests'",
        "AUTH_SECRET, 0123456789012345678901234567890123456789%r"
    })
    void secretWithSpacesAroundOrControlCharactersIsRefusedAndNotShown(String name, String value) {
        Map<String, String> environment = complete();
        environment.put(name, value.replace("%n", "\n").replace("%r", "\r"));

        assertThat(linesOf(environment))
                .contains(
                        name + " has spaces around it, a line break or another control character: give the value alone")
                .allSatisfy(line -> assertThat(line).doesNotContain("re_secret", "hunter2", "0123456789", "the-token"));
    }

    @ParameterizedTest
    @CsvSource({"RESEND_API_KEY, re_key with spaces", "RESEND_API_KEY, re_kéy", "SMTP_URL, smtp://u:päss@mail.example"})
    void keyThatNoHeaderOrAddressCanHaveIsRefused(String name, String value) {
        Map<String, String> environment = complete();
        environment.put(name, value);

        assertThat(linesOf(environment))
                .contains(name
                        + " has a space or a character that is not ASCII: copy it again, and encode such characters"
                        + " as %20");
    }

    @Test
    void sameValueForTwoSecretsIsRefused() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_SECRET", KEY);
        environment.put("AUTH_SECRET", KEY);
        environment.put("TIDINGS_OLD_SECRETS", KEY + "old " + KEY);

        assertThat(linesOf(environment))
                .containsExactly(
                        "AUTH_SECRET and TIDINGS_OLD_SECRETS and TIDINGS_SECRET have the same value: give each its own"
                                + " (for example: openssl rand -hex 32)");
    }

    @ParameterizedTest
    @CsvSource({
        "TIDINGS_PUBLIC_URI, TIDINGS_PUBLIC_URI is not a setting: did you mean TIDINGS_PUBLIC_URL?",
        "TIDINGS_SECRETS, TIDINGS_SECRETS is not a setting: did you mean TIDINGS_SECRET?",
        "TIDINGS_FAVORITE_COLOR, TIDINGS_FAVORITE_COLOR is not a setting: docs/configuration.md lists them",
        "SMTP_URI, SMTP_URI is not a setting: did you mean SMTP_URL?",
        "ALLOW_ORIGIN, ALLOW_ORIGIN is not a setting: did you mean ALLOW_ORIGINS?"
    })
    void variableThatIsNearlyASettingIsTold(String name, String error) {
        Map<String, String> environment = complete();
        environment.put(name, "x");
        assertThat(linesOf(environment)).containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIDINGS_HEAP",
                "TIDINGS_JAVA_OPTIONS",
                "TIDINGS_SERVICE_HOST",
                "TIDINGS_PORT_8080_TCP_ADDR",
                "TIDINGS_WEB_SERVICE_PORT_HTTP",
                "SMTP_HOST",
                "SMTP_PORT",
                "ADMIN_TOKENS",
                "PATH"
            })
    void variableOfOthersIsNone(String name) {
        Map<String, String> environment = complete();
        environment.put(name, "x");
        assertThatCode(() -> new EnvironmentReader(environment).forServing()).doesNotThrowAnyException();
    }

    @Test
    void workerNeedsNoTokens() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_ROLES", "worker");
        environment.remove("ADMIN_TOKEN");
        environment.remove("AUTH_SECRET");

        assertThat(new EnvironmentReader(environment).forServing().roles()).containsExactly(Role.WORKER);
    }

    @Test
    void keySetNeedsIssuerAndAudience() {
        Map<String, String> environment = complete();
        environment.put("AUTH_JWKS_URL", "https://login.example.com/keys");

        assertThat(linesOf(environment))
                .containsExactly(
                        "AUTH_ISSUER is not set: the iss of the product's user tokens; a key set may sign for others, too",
                        "AUTH_AUDIENCE is not set: the aud of tokens that are meant for Tidings; a key set may sign for others,"
                                + " too");
    }

    @Test
    void unknownRoleIsRefused() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_ROLES", "web,boss");

        assertThatThrownBy(() -> new EnvironmentReader(environment).forServing())
                .hasMessage("TIDINGS_ROLES has \"boss\": give web, worker or both, separated by a comma");
    }

    @Test
    void allMissingVariablesAreReportedTogether() {
        assertThat(linesOf(Map.of()))
                .containsExactly(
                        "TIDINGS_CONFIG is not set: name the folder that holds digests/*.yml (examples/living-lytics is one)",
                        "TIDINGS_SECRET is not set: the key that links in letters are signed with",
                        "RESEND_API_KEY or SMTP_URL is not set: where letters go",
                        "ADMIN_TOKEN is not set: the token that opens the console and the administrators' endpoints",
                        "AUTH_SECRET or AUTH_JWKS_URL is not set: how the product's user tokens are checked");
    }

    @Test
    void invalidValueIsNotReportedAsMissing() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_CONFIG", folder.resolve("nowhere").toString());
        environment.put("AUTH_SECRET", "short");

        assertThat(linesOf(environment))
                .containsExactly(
                        "TIDINGS_CONFIG is \"" + folder.resolve("nowhere") + "\": there is no such folder (looked at "
                                + folder.resolve("nowhere") + ")",
                        "AUTH_SECRET has 5 bytes: at least 32 are needed (for example: openssl rand -hex 32)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TIDINGS_HEARTBEAT | 5 | TIDINGS_HEARTBEAT is "5": give 100ms to 60s
        TIDINGS_HEARTBEAT | 99ms | TIDINGS_HEARTBEAT is "99ms": give 100ms to 60s
        TIDINGS_HEARTBEAT | 61s | TIDINGS_HEARTBEAT is "61s": give 100ms to 60s
        TIDINGS_PORT         | 80a                    | TIDINGS_PORT is "80a": give a port from 0 to 65535 (0: any free one)
                    TIDINGS_PORT         | 65536                  | TIDINGS_PORT is "65536": give a port from 0 to 65535 (0: any free one)
                    TIDINGS_DATABASE_URL | mysql://db/x           | TIDINGS_DATABASE_URL starts with neither postgres:// nor jdbc:postgresql://
                    TIDINGS_DATABASE_URL | postgres://db          | TIDINGS_DATABASE_URL names no host and database: postgres://user:password@host:5432/name
                    TIDINGS_DATABASE_URL | postgres://a:b#c@db/x  | TIDINGS_DATABASE_URL names no host and database: postgres://user:password@host:5432/name
                    TIDINGS_DATABASE_URL | postgres://a:b^c@db/x  | TIDINGS_DATABASE_URL is not a URL; characters such as @ : / # % in the password must be percent-encoded
                    TIDINGS_SCHEMA       | Robert'); drop         | TIDINGS_SCHEMA is "Robert'); drop": use lower-case letters, digits and underscores
                    TIDINGS_PUBLIC_URL   | api.example.com        | TIDINGS_PUBLIC_URL is "api.example.com": give an address such as https://api.example.com
                    TIDINGS_PUBLIC_URL   | //api.example.com      | TIDINGS_PUBLIC_URL is "//api.example.com": give an address such as https://api.example.com
                    TIDINGS_PUBLIC_URL   | https://a b            | TIDINGS_PUBLIC_URL is "https://a b": give an address such as https://api.example.com
                    TIDINGS_PUBLIC_URL   | https://a.example?x=1  | TIDINGS_PUBLIC_URL is "https://a.example?x=1": give an address without a query (?...)
                    ADMIN_TOKEN          | letmein                | ADMIN_TOKEN has 7 bytes: at least 16 are needed (for example: openssl rand -hex 32)
                    ADMIN_TOKEN          | let me in, please now  | ADMIN_TOKEN has a character that an Authorization header cannot have: use letters, digits and - . _ ~ + /
                    TIDINGS_SECRET       | short                  | TIDINGS_SECRET has 5 bytes: at least 32 are needed (for example: openssl rand -hex 32)
                    TIDINGS_OLD_SECRETS  | short                  | TIDINGS_OLD_SECRETS has 5 bytes: at least 32 are needed (for example: openssl rand -hex 32)
                    AUTH_JWKS_URL        | ftp://example.com/keys | AUTH_JWKS_URL is "ftp://example.com/keys": give an address such as https://api.example.com
                    TIDINGS_PROXIES      | 10.0.0.0/33            | TIDINGS_PROXIES has "10.0.0.0/33": give networks such as 10.0.0.0/8 or addresses, separated by commas, or none
                    TIDINGS_PROXIES      | 10.0.0.0/8 proxy       | TIDINGS_PROXIES has "proxy": give networks such as 10.0.0.0/8 or addresses, separated by commas, or none
                    RESEND_BASE_URL      | resend                 | RESEND_BASE_URL is "resend": give an address such as https://api.example.com
                    RESEND_RATE          | 0                      | RESEND_RATE is "0": give requests per second, above 0
                    RESEND_RATE          | fast                   | RESEND_RATE is "fast": give requests per second, above 0
                    SMTP_RATE            | 0                      | SMTP_RATE is "0": give letters per second, above 0
                    SMTP_DOMAIN_RATES    | gmail.com              | SMTP_DOMAIN_RATES has "gmail.com": give letters per second for each domain, such as gmail.com=20, yahoo.com=5
                    SMTP_DOMAIN_RATES    | gmail.com=0            | SMTP_DOMAIN_RATES is "0": give letters per second, above 0
                    TIDINGS_STOP_WITHIN  | 0s                     | TIDINGS_STOP_WITHIN is "0s": give 1s to 600s
                    TIDINGS_CONNECTIONS  | lists=4                | TIDINGS_CONNECTIONS has "lists=4": give 1 to 999 connections for readiness, system, work, jobs, consent and pages, such as work=6, pages=4
                    TIDINGS_CONNECTIONS  | work=0                 | TIDINGS_CONNECTIONS has "work=0": give 1 to 999 connections for readiness, system, work, jobs, consent and pages, such as work=6, pages=4
                    TIDINGS_CONNECTIONS  | system=1               | TIDINGS_CONNECTIONS has "system=1": heartbeats and checks need at least 2
                    TIDINGS_CONNECTIONS  | readiness=1            | TIDINGS_CONNECTIONS has "readiness=1": readiness and ownership need at least 2
                    ALLOW_ORIGINS        | *                      | ALLOW_ORIGINS has "*": give exact origins such as https://app.example.com, separated by commas
                    ALLOW_ORIGINS        | https://a.example/app  | ALLOW_ORIGINS has "https://a.example/app": give exact origins such as https://app.example.com, separated by commas
                    TIDINGS_REDIRECT_TO  | me at example.com      | TIDINGS_REDIRECT_TO is "me at example.com": give an address such as me@example.com
                    TIDINGS_REDIRECT_TO  | a@b.example, c@d.example | TIDINGS_REDIRECT_TO is "a@b.example, c@d.example": give an address such as me@example.com
                    ENABLE_SCHEDULER     | maybe                  | ENABLE_SCHEDULER is "maybe": give true or false
                    """)
    void invalidValueErrorNamesTheVariable(String name, String value, String line) {
        Map<String, String> environment = complete();
        environment.put(name, value);

        assertThat(linesOf(environment)).containsExactly(line);
    }

    @Test
    void secretsAreNeverShown() {
        Map<String, String> environment = complete();
        environment.put("TIDINGS_OLD_SECRETS", OLD_KEY);
        environment.put("TIDINGS_DATABASE_URL", "postgres://tidings:hunter2@db.example.com/tidings");
        environment.put("SMTP_URL", "smtp://user:hunter2@mail.example.com");

        assertThat(new EnvironmentReader(environment).forServing().toString())
                .doesNotContain(KEY, OLD_KEY, TOKEN, "re_123", "hunter2");
        environment.put("TIDINGS_SECRET", "hunter2");
        environment.put("TIDINGS_OLD_SECRETS", "hunter2");
        environment.put("TIDINGS_DATABASE_URL", "postgres://tidings:hunter2^@db/x");
        assertThat(linesOf(environment)).hasSize(3).noneMatch(line -> line.contains("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "YES", "On"})
    void schedulerAcceptsAllTrueValues(String value) {
        assertThat(new EnvironmentReader(Map.of("ENABLE_SCHEDULER", value))
                        .withDefaults()
                        .scheduler())
                .isTrue();
    }

    @Test
    void replitDeploymentEnablesTheScheduler() {
        assertThat(scheduler(Map.of("REPLIT_DEPLOYMENT", "1"))).isTrue();
        assertThat(scheduler(Map.of("REPLIT_DEPLOYMENT", "0"))).isNull();
        assertThat(scheduler(Map.of("REPLIT_DEPLOYMENT", "1", "ENABLE_SCHEDULER", "false")))
                .isFalse();
    }

    @Test
    void blankValueIsUnsetAndSpacesAreStripped() {
        Settings settings =
                new EnvironmentReader(Map.of("TIDINGS_SCHEMA", "  ", "TIDINGS_PORT", " 9090 ")).withDefaults();
        assertThat(settings.schema()).isEqualTo("public");
        assertThat(settings.port()).isEqualTo(9090);
    }

    @Test
    void jdbcUrlIsUsedUnchanged() {
        String url = "jdbc:postgresql://db/tidings?user=a&password=hunter2";
        DatabaseUrl database = DatabaseUrl.parse(url);
        assertThat(database).isEqualTo(new DatabaseUrl(url, null, null));
        assertThat(database).hasToString("jdbc:postgresql://db/tidings");
    }

    private static @Nullable Boolean scheduler(Map<String, String> environment) {
        return new EnvironmentReader(environment).withDefaults().scheduler();
    }

    private static List<String> linesOf(Map<String, String> environment) {
        return catchThrowableOfType(SettingsErrors.class, () -> new EnvironmentReader(environment).forServing())
                .lines();
    }

    private Map<String, String> complete() {
        return new HashMap<>(Map.of(
                "TIDINGS_CONFIG", folder.toString(),
                "ADMIN_TOKEN", TOKEN,
                "TIDINGS_SECRET", KEY,
                "AUTH_SECRET", AUTH_KEY,
                "RESEND_API_KEY", "re_123"));
    }
}

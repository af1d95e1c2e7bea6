package dev.tidings.digest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.digest.Digest.AudienceRule;
import dev.tidings.digest.Digest.BrakeSettings;
import dev.tidings.digest.Digest.Brand;
import dev.tidings.digest.Digest.ContentSettings;
import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.digest.Digest.MetricsSettings;
import dev.tidings.digest.Digest.OnUnknown;
import dev.tidings.digest.Digest.RecommendationSettings;
import dev.tidings.digest.Digest.Sender;
import dev.tidings.digest.Digest.TrackingSettings;
import dev.tidings.digest.Digest.UnsubscribeConfirmation;
import dev.tidings.digest.Digest.UnsubscribeSettings;
import dev.tidings.digest.Digest.WaitForSettings;
import dev.tidings.digest.Digest.WhenEmpty;
import dev.tidings.digest.Digest.WhenMissing;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFolderTest {
    private static final String SHORTEST = """
            title: Weekly
            cadence: { weekday: monday, at: "07:00", zone: UTC }
            content: { source: metrics }
            template: weekly-metrics
            subject: Your week
            sender: { name: Acme, address: digest@acme.example }
            brand:
              name: Acme
              accent: "#3B5BDB"
              link: https://acme.example
              link-label: Open
              postal-address: 1 Example Street
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder.resolve("digests"));
    }

    @Test
    void allKeysAreRead() throws IOException {
        digest("full", """
                name: weekly
                primary: true
                title: Weekly
                cadence: { weekday: sunday, at: "23:59", zone: Asia/Kathmandu }
                audience: { plans: [pro, team] }
                content:
                  source: metrics
                  when-empty: send
                  metrics:
                    best-day-by: distance
                    show:
                      - { key: steps, label: Steps }
                      - { key: distance, label: Distance, unit: km, decimals: 2 }
                template: weekly-metrics
                subject: "{{greeting}} your week"
                sender: { name: Acme, address: digest@acme.example, reply-to: hello@acme.example }
                brand:
                  name: Acme
                  accent: "#3b5bdb"
                  logo: https://acme.example/logo.png
                  link: https://acme.example/week
                  link-label: Open
                  postal-address: >
                    Acme,
                    1 Example Street
                unsubscribe: { confirm: always, mailto: stop@acme.example }
                tracking: { opens: true }
                on-unknown: resend
                transport: smtp
                """);
        installationWithAllKeys();

        TidingsConfiguration configuration = ConfigurationFolder.read(folder);

        assertThat(configuration.installation())
                .isEqualTo(new InstallationSettings(
                        URI.create("https://digest.acme.example/mail"),
                        List.of("https://acme.example", "http://localhost:5173"),
                        false,
                        new ImportSettings(20.0),
                        InstallationSettings.DEFAULT.maintenance(),
                        InstallationSettings.DEFAULT.retention()));
        assertThat(configuration.templates()).isEqualTo(folder.resolve("templates"));
        assertThat(configuration.digests().all())
                .containsExactly(new Digest(
                        "weekly",
                        true,
                        "Weekly",
                        new Cadence(DayOfWeek.SUNDAY, LocalTime.of(23, 59), ZoneId.of("Asia/Kathmandu")),
                        new AudienceRule(List.of("pro", "team")),
                        new ContentSettings(
                                "metrics",
                                WhenEmpty.SEND,
                                new MetricsSettings(
                                        List.of(
                                                new DisplayedMetric("steps", "Steps", "", 0),
                                                new DisplayedMetric("distance", "Distance", "km", 2)),
                                        "distance"),
                                RecommendationSettings.STANDARD),
                        "weekly-metrics",
                        "{{greeting}} your week",
                        new Sender(
                                new Mailbox("Acme", new EmailAddress("digest@acme.example")),
                                new EmailAddress("hello@acme.example")),
                        new Brand(
                                "Acme",
                                "#3b5bdb",
                                URI.create("https://acme.example/logo.png"),
                                URI.create("https://acme.example/week"),
                                "Open",
                                "Acme, 1 Example Street"),
                        new UnsubscribeSettings(UnsubscribeConfirmation.ALWAYS, new EmailAddress("stop@acme.example")),
                        new TrackingSettings(true, false),
                        OnUnknown.RESEND,
                        Duration.ofHours(36),
                        "smtp",
                        BrakeSettings.STANDARD,
                        null));
    }

    private void installationWithAllKeys() throws IOException {
        Files.writeString(folder.resolve("tidings.yml"), """
                public-url: https://digest.acme.example/mail/
                allow-origins: [https://acme.example, "http://localhost:5173"]
                scheduler: false
                imports: { max-change: 20% }
                """);
    }

    @Test
    void missingKeysHaveDefaults() throws IOException {
        digest("weekly", SHORTEST);

        TidingsConfiguration configuration = ConfigurationFolder.read(folder);
        Digest digest = configuration.digests().require("weekly");

        assertThat(configuration.installation()).isEqualTo(InstallationSettings.DEFAULT);
        assertThat(digest.primary()).isFalse();
        assertThat(digest.audience().plans()).isEmpty();
        assertThat(digest.content().whenEmpty()).isEqualTo(WhenEmpty.SKIP);
        assertThat(digest.unsubscribe()).isEqualTo(new UnsubscribeSettings(UnsubscribeConfirmation.SCANNERS, null));
        assertThat(digest.tracking()).isEqualTo(TrackingSettings.NONE);
        assertThat(digest.onUnknown()).isEqualTo(OnUnknown.ERROR);
        assertThat(digest.transport()).isNull();
        assertThat(digest.sender().replyTo()).isNull();
        assertThat(digest.brand().logo()).isNull();
    }

    @Test
    void metricsDefaultToFour() throws IOException {
        digest("weekly", SHORTEST);
        digest("steps", SHORTEST.replace("{ source: metrics }", """
                {source: metrics, metrics: {show: [{key: steps, label: Steps}, {key: miles, label: Miles}]}}"""));

        DigestCatalog digests = ConfigurationFolder.read(folder).digests();

        MetricsSettings defaults =
                requireNonNull(digests.require("weekly").content().metrics());
        assertThat(defaults.show())
                .extracting(DisplayedMetric::key)
                .containsExactly("sessions", "conversions", "reach", "engagement");
        assertThat(defaults.bestDayBy()).isEqualTo("sessions");
        MetricsSettings others =
                requireNonNull(digests.require("steps").content().metrics());
        assertThat(others.bestDayBy()).isEqualTo("steps");
    }

    @Test
    void digestsAreOrderedByFileName() throws IOException {
        digest("b", SHORTEST);
        digest("c", "primary: true\n" + SHORTEST);
        digest("a", SHORTEST);
        Files.writeString(folder.resolve("digests/README.md"), "# Notes");

        DigestCatalog digests = ConfigurationFolder.read(folder).digests();

        assertThat(digests.all()).extracting(Digest::name).containsExactly("a", "b", "c");
        assertThat(digests.primary().name()).isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            title: Weekly           | titel: Weekly            | 1: titel is unknown: did you mean title?
            title: Weekly           |                          | 2: title is missing: give a text in one line
            monday                  | mondey                   | 2: cadence.weekday is "mondey": did you mean monday?
            monday                  | 1                        | 2: cadence.weekday is "1": give one of monday, tuesday, wednesday, thursday, friday, saturday, sunday
            "07:00"                 | 7am                      | 2: cadence.at is "7am": give a time of day such as "07:00"
            "07:00"                 | 24:00                    | 2: cadence.at is "24:00": give a time of day such as "07:00"
            zone: UTC               | zone: America/LosAngeles | 2: cadence.zone is "America/LosAngeles": did you mean America/Los_Angeles?
            zone: UTC               | zone: +02:00             | 2: cadence.zone is "+02:00": give recipient, or a zone of the tz database such as "America/Los_Angeles"
            { source: metrics }     | { source: metric }       | 3: content.source is "metric": did you mean metrics?
            { source: metrics }     | metrics                  | 3: content is a text: give lines of "key: value"
            { source: metrics }     | { source: metrics, when-empty: ignore } | 3: content.when-empty is "ignore": give one of skip, send
            { source: metrics }     | { source: metrics, metrics: { show: [] } } | 3: content.metrics.show has no metric: give at least one
            { source: metrics }     | { source: metrics, metrics: { best-day-by: b, show: [{ key: a, label: A }] } } | 3: content.metrics.best-day-by is "b": give a key of the list "show"
            { source: metrics }     | { source: metrics, metrics: { show: [{ key: a, label: A }, { key: a, label: A }] } } | 3: content.metrics.show[1].key is "a" a second time: show a metric once
            { source: metrics }     | { source: metrics, metrics: { show: [{ key: a b, label: A }] } } | 3: content.metrics.show[0].key is "a b": give 1 to 64 letters, digits, dots, dashes and underscores such as "sessions"
            { source: metrics }     | { source: metrics, metrics: { show: [{ key: a, label: A, decimals: 7 }] } } | 3: content.metrics.show[0].decimals is "7": give a whole number from 0 to 6
            { source: metrics }     | { source: metrics, metrics: { show: [{ key: a, label: A, decimals: -1 }] } } | 3: content.metrics.show[0].decimals is "-1": give a whole number from 0 to 6
            template: weekly-metrics | template: ../secrets    | 4: template is "../secrets": give 1 to 40 letters, digits, dashes and underscores such as "weekly-metrics"
            subject: Your week      | subject: "a\\nBcc: x"    | 5: subject is "a\\nBcc: x": give a text in one line
            digest@acme.example     | digest at acme           | 6: sender.address is "digest at acme": give an email address such as "digest@example.com"
            "#3B5BDB"               | #3B5BDB                  | 9: brand.accent is missing: give a color in quotes such as "#3b5bdb"
            "#3B5BDB"               | blue                     | 9: brand.accent is "blue": give a color in quotes such as "#3b5bdb"
            "#3B5BDB"               | "#ffd43b"                | 9: brand.accent is "#ffd43b": give a darker color, its contrast on white is 1.4:1 and text needs 4.5:1
            https://acme.example    | acme.example             | 10: brand.link is "acme.example": give a web address such as "https://app.example.com"
            https://acme.example    | "javascript:alert(1)"    | 10: brand.link is "javascript:alert(1)": give a web address such as "https://app.example.com"
            https://acme.example    | https://acme .example    | 10: brand.link is "https://acme .example": give a web address such as "https://app.example.com"
            """)
    void errorHasLineAndKey(String right, String wrong, String error) throws IOException {
        Path file = digest("weekly", SHORTEST.replace(right, wrong == null ? "" : wrong));

        assertThat(errors()).contains(file + ":" + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: Weekly Digest      | name is "Weekly Digest": give 1 to 40 lower-case letters, digits and dashes such as "weekly-numbers"
            primary: yes             | primary is "yes": give one of true, false
            audience: { plan: pro }  | audience.plan is unknown: did you mean plans?
            audience: { plans: pro } | audience.plans is a text: give a list, each item behind a dash
            unsubscribe: { confirm: never } | unsubscribe.confirm is "never": give one of scanners, suspected, always
            unsubscribe: { mailto: "mailto:a@b.c" } | unsubscribe.mailto is "mailto:a@b.c": give an email address such as "digest@example.com"
            on-unknown: retry        | on-unknown is "retry": give one of error, resend
            on_unknown: resend       | on_unknown is unknown: did you mean on-unknown?
            brakes: { empty: 101% }  | brakes.empty is "101%": give a share of 0% to 100% such as "2%"
            canary: { share: 60%, for: 15m } | canary.share is "60%": give a share of 0.1% to 50% such as "1%"
            canary: { share: 1%, for: 30s } | canary.for is "30s": give a time from 1m to 24h such as "15m"
            canary: { share: 1% } | canary.for is missing: give a time from 1m to 24h such as "15m"
            canary: { share: 1%, for: 15m, failed: 101% } | canary.failed is "101%": give a share of 0% to 100% such as "2%"
            brakes: { shrink-factor: 1 } | brakes.shrink-factor is "1": give a whole number from 2 to 1000
            transport: sendmail      | transport is "sendmail": give one of resend, smtp, outbox
            title: Twice             | title is already in line 1: keep one of them
            """)
    void errorInAnOptionalKeyIsReported(String added, String error) throws IOException {
        Path file = digest("weekly", SHORTEST + added);

        assertThat(errors()).containsExactly(file + ":13: " + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            share: 0%, until: "12:00"   | share is "0%": give a share of 1% to 100% such as "80%"
            share: 101%, until: "12:00" | share is "101%": give a share of 1% to 100% such as "80%"
            share: 80, until: "12:00"   | share is "80": give a share of 1% to 100% such as "80%"
            until: "12:00"              | share is missing: give a share of 1% to 100% such as "80%"
            share: 80%                  | until is missing: give a time of day such as "07:00"
            share: 80%, until: "06:59"  | until is "06:59": give a time after cadence.at, which is 07:00
            share: 80%, until: "08:00", then: skip | then is "skip": give one of send, hold
            """)
    void errorInWaitForIsReported(String waitFor, String error) throws IOException {
        String metrics =
                "\n  metrics:\n    show: [{ key: sessions, label: Sessions }]\n    wait-for: { " + waitFor + " }";
        Path file = digest("weekly", withMetrics(metrics));

        assertThat(errors()).containsExactly(file + ":7: content.metrics.wait-for." + error);
    }

    @Test
    void waitForIsRead() throws IOException {
        digest(
                "weekly",
                withMetrics("\n  metrics:\n    show: [{ key: sessions, label: Sessions }]"
                        + "\n    wait-for: { share: 1%, until: \"07:00\", then: hold }"));

        MetricsSettings metrics = ConfigurationFolder.read(folder)
                .digests()
                .require("weekly")
                .content()
                .metrics();
        assertThat(metrics.waitFor()).isEqualTo(new WaitForSettings(1, LocalTime.of(7, 0), WhenMissing.HOLD));
    }

    private static String withMetrics(String metrics) {
        return SHORTEST.replace("content: { source: metrics }", "content:\n  source: metrics" + metrics);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            public-url: digest.acme.example    | public-url is "digest.acme.example": give a web address without a query such as "https://digest.example.com"
            public-url: https://a.example/?b   | public-url is "https://a.example/?b": give a web address without a query such as "https://digest.example.com"
            allow-origins: [https://a.example/] | allow-origins[0] is "https://a.example/": give scheme and host of a web address such as "https://app.example.com"
            allow-origins: ["*"]               | allow-origins[0] is "*": give scheme and host of a web address such as "https://app.example.com"
            scheduler: maybe                   | scheduler is "maybe": give one of true, false
            schedule: true                     | schedule is unknown: did you mean scheduler?
            """)
    void errorInTheInstallationFileIsReported(String text, String error) throws IOException {
        digest("weekly", SHORTEST);
        Path file = Files.writeString(folder.resolve("tidings.yml"), text);

        assertThat(errors()).containsExactly(file + ":1: " + error);
    }

    @Test
    void nameAndPrimaryAreUnique() throws IOException {
        digest("a", "primary: true\n" + SHORTEST);
        Path second = digest("b", "name: a\nprimary: true\n" + SHORTEST);

        assertThat(errors())
                .containsExactly(
                        second + ":1: name is \"a\", as in a.yml: give every digest its own name",
                        second + ":2: primary is true, as in a.yml: only one digest can be the primary one");
    }

    @Test
    void fileWithAnInvalidNameNeedsAName() throws IOException {
        Path file = digest("Weekly Digest", SHORTEST);

        assertThat(errors())
                .containsExactly(file + ":1: name is missing, and the file name is not a valid name: "
                        + "give 1 to 40 lower-case letters, digits and dashes such as \"weekly-numbers\"");
    }

    @Test
    void folderWithoutDigestsIsRefused() throws IOException {
        Path digests = folder.resolve("digests");
        String error = digests + ": There is no digest: describe one in a file NAME.yml here";
        assertThat(errors()).containsExactly(error);

        Files.delete(digests);
        assertThat(errors()).containsExactly(error);
    }

    @Test
    void fileWithTheOtherExtensionIsReported() throws IOException {
        digest("weekly", SHORTEST);
        Path file = Files.writeString(folder.resolve("digests/other.yaml"), SHORTEST);
        Path installation = Files.writeString(folder.resolve("tidings.yaml"), "scheduler: false");

        assertThat(errors())
                .containsExactly(
                        file + ": The file is ignored: rename it to end in .yml",
                        installation + ": The file is ignored: rename it to tidings.yml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiding.yml", "Tidings.yml", "tidings.YML", "tidigns.yaml"})
    void fileThatIsNearlyTidingsYmlIsReported(String name) throws IOException {
        digest("weekly", SHORTEST);
        Path file = Files.writeString(folder.resolve(name), "scheduler: false");
        assertThat(errors()).containsExactly(file + ": The file is ignored: rename it to tidings.yml");
    }

    @Test
    void otherFilesBesideTidingsYmlAreNone() throws IOException {
        digest("weekly", SHORTEST);
        Files.writeString(folder.resolve("compose.yml"), "services: {}");
        Files.writeString(folder.resolve("digests/README.md"), "ours");
        assertThatCode(() -> ConfigurationFolder.read(folder)).doesNotThrowAnyException();
    }

    @Test
    void digestInCapitalsIsReported() throws IOException {
        digest("weekly", SHORTEST);
        Path file = Files.writeString(folder.resolve("digests/OTHER.YML"), SHORTEST);
        assertThat(errors()).containsExactly(file + ": The file is ignored: rename it to end in .yml");
    }

    @Test
    void linkToNothingInThePlaceOfTidingsYmlIsReported() throws IOException {
        digest("weekly", SHORTEST);
        Path link = Files.createSymbolicLink(folder.resolve("tidings.yml"), folder.resolve("gone"));
        assertThat(errors())
                .containsExactly(link + ": The file cannot be read: it is a link to a file that does not exist");
    }

    @Test
    void fileInThePlaceOfTheDigestsIsReported() throws IOException {
        Path digests = folder.resolve("digests");
        Files.delete(digests);
        Files.writeString(digests, SHORTEST);
        assertThat(errors())
                .containsExactly(digests + ": This is not a folder: make one of this name, with a file for each");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            audience: { plans: [] }         | audience.plans has no plan: name plans, or remove the key to send to everyone
            audience: { plans: }            | audience.plans has no plan: name plans, or remove the key to send to everyone
            audience: { plans: [~] }        | audience.plans[0] is empty: give a value, or remove the dash
            audience: { plans: [pro, ""] }  | audience.plans[1] is empty: give a value, or remove the dash
            """)
    void audienceWithoutPlansIsNotEveryone(String lines, String error) throws IOException {
        digest("weekly", SHORTEST + "\n" + lines);
        assertThat(errors()).anySatisfy(line -> assertThat(line).endsWith(": " + error));
    }

    @Test
    void errorsOfAllFilesAreReportedTogether() throws IOException {
        Path weekly = digest("weekly", SHORTEST.replace("monday", "mondey").replace("title", "titel"));
        Path broken = digest("broken", "title: [");
        Path installation = Files.writeString(folder.resolve("tidings.yml"), "# ours\nscheduler: maybe");

        assertThat(errors())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(broken + ":1: This is not YAML"),
                        line -> assertThat(line).startsWith(weekly + ":1: title is missing"),
                        line -> assertThat(line).startsWith(weekly + ":1: titel is unknown"),
                        line -> assertThat(line).startsWith(weekly + ":2: cadence.weekday is \"mondey\""),
                        line -> assertThat(line).startsWith(installation + ":2: scheduler is \"maybe\""));
    }

    @Test
    void errorsOfADamagedFileNameTheFile() throws IOException {
        String text = Files.readString(Path.of("../examples/activity/digests/activity.yml"));
        Random random = new Random(20161121);
        for (int round = 0; round < 300; round++) {
            StringBuilder damaged = new StringBuilder(text);
            damaged.setCharAt(random.nextInt(text.length()), "{}[]:,-#&*!|>'\"%@`\n\t \0é".charAt(random.nextInt(22)));
            damaged.setLength(random.nextInt(text.length()));
            Path file = digest("weekly", damaged.toString());

            try {
                ConfigurationFolder.read(folder);
            } catch (ConfigurationErrors e) {
                assertThat(e.lines()).as(damaged.toString()).allMatch(line -> line.startsWith(file + ":"));
            }
        }
    }

    private List<String> errors() {
        return catchThrowableOfType(ConfigurationErrors.class, () -> ConfigurationFolder.read(folder))
                .lines();
    }

    private Path digest(String name, String text) throws IOException {
        return Files.writeString(folder.resolve("digests").resolve(name + ".yml"), text);
    }
}

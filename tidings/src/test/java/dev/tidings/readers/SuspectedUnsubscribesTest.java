package dev.tidings.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.feedback.ClickedLink;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.render.LetterLinks;
import dev.tidings.retention.Pruner;
import dev.tidings.testing.SentLetterFixture;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code unsubscribe.confirm: suspected}: who looks like a machine gets the page with the button. */
class SuspectedUnsubscribesTest {
    private static final String BROWSER =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private static final Instant LATER = TestApplication.MONDAY.plus(Duration.ofHours(1));
    private static final String GATEWAY = "198.51.100.7";
    private static final String HOME = "203.0.113.9";

    @RegisterExtension
    static final TestApplication app = TestApplication.serving(configuration());

    private final SentLetterFixture letters = new SentLetterFixture(app);
    private long letter;

    private static Path configuration() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "suspected");
            Files.createDirectory(folder.resolve("digests"));
            Files.writeString(
                    folder.resolve("digests").resolve(SentLetterFixture.DIGEST + ".yml"),
                    Files.readString(Path.of("../examples/living-lytics/digests/living-lytics.yml"))
                            .replace("confirm: scanners", "confirm: suspected"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void letterSentAnHourAgo() {
        app.insertUser("ada");
        letter = letters.insertEdition().insertRegular("ada");
        app.clock().set(LATER);
    }

    @Test
    void browserIsAskedWithinAMinuteOfTheHandOverOnly() {
        app.clock().set(TestApplication.MONDAY.plusSeconds(59));
        assertThat(visit(HOME)).contains("<button");
        assertThat(consents()).isEmpty();

        app.clock().set(TestApplication.MONDAY.plusSeconds(61));
        assertThat(visit(HOME)).contains("You’re unsubscribed.");
        assertThat(consents()).containsExactly("false link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl/8.5.0",
                "python-requests/2.32.3",
                "Go-http-client/2.0",
                "Java-http-client/25.0.1",
                "Apache-HttpClient/5.3 (Java/17)",
                "okhttp/4.12.0",
                "axios/1.7.2",
                "node",
                "Wget/1.21.4",
                "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
                "",
            })
    void programIsAsked(String userAgent) {
        TestApiClient program = TestApiClient.withHeaders(app, "User-Agent", userAgent);
        assertThat(program.get(unsubscribe()).body()).contains("<button");
        assertThat(consents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BROWSER,
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0",
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0",
                "Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18",
            })
    void browserOptsOut(String userAgent) {
        TestApiClient browser = TestApiClient.withHeaders(app, "User-Agent", userAgent);
        assertThat(browser.get(unsubscribe()).body()).contains("You’re unsubscribed.");
    }

    @Test
    void whoFollowedTwoOtherLinksJustBeforeIsAsked() {
        follow(GATEWAY, "sculpture");
        app.clock().advance(Duration.ofSeconds(3));
        follow(GATEWAY, "paint");
        app.clock().advance(Duration.ofSeconds(3));
        assertThat(visit(GATEWAY)).contains("<button");
        assertThat(consents()).isEmpty();

        assertThat(visit(HOME)).contains("You’re unsubscribed.");
    }

    @Test
    void whoFollowedTheSameLinkTwiceOrLongAgoIsNotAsked() {
        follow(HOME, "sculpture");
        follow(HOME, "sculpture");
        assertThat(visit(HOME)).contains("You’re unsubscribed.");
    }

    @Test
    void optOutIsTakenBackIfTwoOtherLinksFollow() {
        assertThat(visit(GATEWAY)).contains("You’re unsubscribed.");
        app.clock().advance(Duration.ofSeconds(3));
        follow(GATEWAY, "sculpture");
        assertThat(isSubscribed()).isFalse();
        app.clock().advance(Duration.ofSeconds(3));
        follow(GATEWAY, "paint");

        assertThat(isSubscribed()).isTrue();
        assertThat(consents()).containsExactly("false link", "true scanner");
    }

    @Test
    void optOutBetweenTwoOtherLinksIsTakenBack() {
        follow(GATEWAY, "sculpture");
        app.clock().advance(Duration.ofSeconds(2));
        visit(GATEWAY);
        app.clock().advance(Duration.ofSeconds(2));
        follow(GATEWAY, "paint");
        assertThat(consents()).containsExactly("false link", "true scanner");
    }

    @Test
    void linksFollowedLaterOrFromElsewhereTakeNothingBack() {
        visit(HOME);
        follow(GATEWAY, "sculpture");
        follow(GATEWAY, "paint");
        app.clock().advance(Duration.ofSeconds(11));
        follow(HOME, "sculpture");
        follow(HOME, "paint");
        assertThat(consents()).containsExactly("false link");
    }

    @Test
    void confirmedOptOutStays() {
        visit(GATEWAY);
        press();
        follow(GATEWAY, "sculpture");
        follow(GATEWAY, "paint");
        assertThat(isSubscribed()).isFalse();
    }

    @Test
    void optOutThatAVisitFromElsewhereConfirmsStays() {
        visit(GATEWAY);
        visit(HOME);
        follow(GATEWAY, "sculpture");
        follow(GATEWAY, "paint");
        assertThat(isSubscribed()).isFalse();
    }

    @Test
    void visitOfAReaderWhoWasOptedOutBeforeTakesNothingBack() {
        app.jdbc().sql("update users set opt_in_digest = false").update();
        visit(GATEWAY);
        follow(GATEWAY, "sculpture");
        follow(GATEWAY, "paint");
        assertThat(isSubscribed()).isFalse();
    }

    @Test
    void laterWordOfTheReaderIsNotTakenBack() {
        visit(GATEWAY);
        TestApiClient.asAdmin(app)
                .put(
                        "/v1/users/ada",
                        "{\"email\": \"ada@example.com\", \"account_id\": \"ada\", \"opt_in_digest\": false}");
        reader(HOME).send("POST", unsubscribe(), BodyPublishers.ofString("button="));
        follow(GATEWAY, "sculpture");
        follow(GATEWAY, "paint");
        assertThat(isSubscribed()).isFalse();
    }

    @Test
    void oneClickAndTheButtonAlwaysAct() {
        app.clock().set(TestApplication.MONDAY.plusSeconds(1));
        press();
        assertThat(consents()).containsExactly("false page");
        app.jdbc().sql("update users set opt_in_digest = true").update();
        TestApiClient.withHeaders(app, "Content-Type", "application/x-www-form-urlencoded")
                .send("POST", unsubscribe(), BodyPublishers.ofString("List-Unsubscribe=One-Click"));
        assertThat(consents()).containsExactly("false page", "false one_click");
    }

    @Test
    void visitsArePruned() {
        visit(HOME);
        app.clock().advance(Duration.ofDays(3));
        app.get(Pruner.class).run();
        assertThat(app.jdbc()
                        .sql("select count(*) from unsubscribe_visit")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static String visit(String address) {
        return reader(address).get(unsubscribe()).body();
    }

    private static void press() {
        TestApiClient.withHeaders(app, "User-Agent", BROWSER, "Content-Type", "application/x-www-form-urlencoded")
                .send("POST", unsubscribe(), BodyPublishers.ofString("button="));
    }

    private void follow(String address, String item) {
        String token = app.get(TrackingTokens.class)
                .clickToken(new ClickedLink(letter, item, false, "https://art.example/" + item));
        assertThat(reader(address).get(ReaderLinks.CLICK + "?token=" + token).status())
                .isEqualTo(302);
    }

    private static TestApiClient reader(String address) {
        return TestApiClient.withHeaders(app, "User-Agent", BROWSER, "X-Forwarded-For", address);
    }

    private static String unsubscribe() {
        URI link = URI.create(app.get(LetterLinks.class).unsubscribe(SentLetterFixture.DIGEST, "ada"));
        return link.getPath() + "?" + link.getQuery();
    }

    private static boolean isSubscribed() {
        return app.jdbc()
                .sql("select opt_in_digest from users where id = 'ada'")
                .query(Boolean.class)
                .single();
    }

    private static List<String> consents() {
        return app.jdbc()
                .sql("select opt_in || ' ' || source from consent order by id")
                .query(String.class)
                .list();
    }
}

package dev.tidings.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.feedback.ClickedLink;
import dev.tidings.feedback.LetterEvent;
import dev.tidings.feedback.LetterEventCount;
import dev.tidings.feedback.LetterEvents;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.feedback.VisitorClass;
import dev.tidings.opportunities.FeedbackEvent;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.opportunities.FeedbackEvents;
import dev.tidings.retention.Pruner;
import dev.tidings.testing.SentLetterFixture;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens and clicks over HTTP. */
class TrackingEndpointsTest {
    private static final String BROWSER =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private static final String GMAIL =
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    private static final Instant AN_HOUR_LATER = TestApplication.MONDAY.plus(Duration.ofHours(1));

    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private final SentLetterFixture letters = new SentLetterFixture(app);
    private final TestApiClient reader = TestApiClient.withHeaders(app, "User-Agent", BROWSER);
    private long letter;

    @BeforeEach
    void letterSentAnHourAgo() {
        app.insertUser("ada");
        letter = letters.insertEdition().insertRegular("ada");
        app.clock().set(AN_HOUR_LATER);
    }

    @Test
    void linkRedirectsToItsTarget() {
        TestApiResponse answer = reader.get(click(letter, "sculpture"));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("https://art.example/sculpture?a=1&b=%C3%BC");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void tamperedTokenIsRefused() {
        String valid = tokens().clickToken(link(letter, "sculpture"));
        String[] parts = valid.split("\\.", -1);
        String tokenOfAnotherUrl = tokens().clickToken(new ClickedLink(letter, null, false, "https://evil.example/"));
        List<String> wrong = List.of(
                "",
                "x",
                valid.substring(0, valid.length() - 2),
                parts[0] + "." + tokenOfAnotherUrl.split("\\.", -1)[1] + "." + parts[2],
                tokens().openToken(letter));

        assertThat(wrong).allSatisfy(token -> {
            TestApiResponse answer = reader.get(ReaderLinks.CLICK + "?token=" + token);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(answer.body()).contains("This link does not work.");
        });
        assertThat(events()).isEmpty();
    }

    @Test
    void urlParametersAreIgnored() {
        TestApiResponse answer =
                reader.get(click(letter, "sculpture") + "&url=https://evil.example/&to=https://evil.example/");

        assertThat(answer.header("Location")).startsWith("https://art.example/");
    }

    @Test
    void readersClickIsRecordedAsFeedback() {
        reader.get(click(letter, "sculpture"));

        assertThat(events())
                .extracting(
                        LetterEvent::kind,
                        LetterEvent::link,
                        LetterEvent::opportunityId,
                        TrackingEndpointsTest::classification)
                .containsExactly(tuple(
                        LetterEvent.LetterEventKind.CLICKED, LetterEvent.LinkType.ITEM, "sculpture", "HUMAN: browser"));
        assertThat(letters.clickedAt(letter)).isEqualTo(AN_HOUR_LATER);
        assertThat(letters.openedAt(letter))
                .as("a clicked letter counts as opened")
                .isEqualTo(AN_HOUR_LATER);
        assertThat(feedback())
                .containsExactly(new FeedbackEvent(
                        "ada", "sculpture", FeedbackKind.CLICKED, null, AN_HOUR_LATER, false, letter));
    }

    @Test
    void firstOpenAndClickTimesAreKept() {
        reader.get(open(letter));
        app.clock().set(AN_HOUR_LATER.plusSeconds(60));
        reader.get(click(letter, "sculpture"));
        app.clock().set(AN_HOUR_LATER.plusSeconds(600));
        reader.get(click(letter, "sculpture"));
        reader.get(open(letter));

        assertThat(letters.openedAt(letter)).isEqualTo(AN_HOUR_LATER);
        assertThat(letters.clickedAt(letter)).isEqualTo(AN_HOUR_LATER.plusSeconds(60));
        assertThat(events()).hasSize(4);
    }

    @Test
    void buttonClickGivesNoFeedback() {
        reader.get(click(letter, null));

        assertThat(letters.clickedAt(letter)).isEqualTo(AN_HOUR_LATER);
        assertThat(feedback()).isEmpty();
    }

    @Test
    void pixelIsTransparentAndNotCached() {
        TestApiResponse answer = reader.get(open(letter));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("image/gif");
        assertThat(answer.header("Content-Length")).isEqualTo("43");
        assertThat(answer.body()).startsWith("GIF89a");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(letters.openedAt(letter)).isEqualTo(AN_HOUR_LATER);
        assertThat(letters.clickedAt(letter)).isNull();
        assertThat(feedback())
                .containsExactly(
                        new FeedbackEvent("ada", null, FeedbackKind.OPENED, null, AN_HOUR_LATER, false, letter));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0                                     | MACHINE: Apple Mail's privacy protection
            Mozilla/5.0 (compatible; Barracuda Sentinel)    | MACHINE: user agent barracuda
            Mozilla/5.0 (X) GoogleImageProxy                | UNKNOWN: through googleimageproxy
            YahooMailProxy; https://help.yahoo.com          | UNKNOWN: through yahoomailproxy
            Mozilla/4.0 (compatible; ms-office; MSOffice 16)| HUMAN: browser
            Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15    | HUMAN: browser
            curl/8.5.0                                      | UNKNOWN: unknown user agent
            """)
    void openIsClassifiedByUserAgent(String agent, String classification) {
        TestApiClient.withHeaders(app, "User-Agent", agent).get(open(letter));

        assertThat(events()).extracting(TrackingEndpointsTest::classification).containsExactly(classification);
        assertThat(letters.openedAt(letter) == null).isEqualTo(classification.startsWith("MACHINE"));
        assertThat(feedback()).extracting(FeedbackEvent::machine).containsExactly(!classification.startsWith("HUMAN"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0                                     | MACHINE: Apple Mail's privacy protection
            Mozilla/5.0 (X) GoogleImageProxy                | MACHINE: user agent googleimageproxy
            Mozilla/4.0 (compatible; ms-office; MSOffice 16)| MACHINE: user agent ms-office
            curl/8.5.0                                      | UNKNOWN: unknown user agent
            """)
    void clickIsClassifiedByUserAgent(String agent, String classification) {
        TestApiClient.withHeaders(app, "User-Agent", agent).get(click(letter, "paint"));

        assertThat(events()).extracting(TrackingEndpointsTest::classification).containsExactly(classification);
        assertThat(letters.clickedAt(letter)).isNull();
        assertThat(letters.openedAt(letter)).isNull();
        assertThat(feedback()).extracting(FeedbackEvent::machine).containsExactly(true);
    }

    @Test
    void headAndPrefetchAreMachines() {
        reader.send("HEAD", open(letter), BodyPublishers.noBody());
        TestApiResponse head = reader.send("HEAD", click(letter, "paint"), BodyPublishers.noBody());
        reader.send("GET", click(letter, "paint"), BodyPublishers.noBody(), "Sec-Purpose", "prefetch");

        assertThat(head.status()).isEqualTo(302);
        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsExactly("MACHINE: HEAD request", "MACHINE: HEAD request", "MACHINE: prefetch");
    }

    @ParameterizedTest
    @CsvSource({"9999, MACHINE: 9 s after delivery", "10000, HUMAN: browser"})
    void eventsWithinTenSecondsAreMachines(long millis, String classification) {
        app.clock().set(TestApplication.MONDAY.plusMillis(millis));
        reader.get(open(letter));
        reader.get(click(letter, "paint"));

        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsExactly(classification, classification);
    }

    @Test
    void letterInFlightIsTracked() {
        app.jdbc()
                .sql("""
                        insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start,
                            period_end, transport, template_version, content, item_count, recipient_version, attempt, handed_over_at,
                                              batch_key, batch_position, next_attempt_at, composed_at)
                        select 99, edition_id, 1, kind, digest, user_id, period_start, period_end, 'outbox', 'v', '{}', 3, 0, 1,
                               :now, 'key', 1, :now, :now
                        from digest_log where id = :letter""")
                .param("letter", letter)
                .param("now", AN_HOUR_LATER.atOffset(ZoneOffset.UTC))
                .update();
        letter = 99;
        reader.get(click(letter, "paint"));

        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsExactly("MACHINE: 0 s after delivery");
    }

    @Test
    void earlyProxyRequestIsAMachine() {
        app.clock().set(TestApplication.MONDAY.plusSeconds(2));
        TestApiClient.withHeaders(app, "User-Agent", GMAIL).get(open(letter));

        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsExactly("MACHINE: 2 s after delivery");
    }

    @Test
    void severalLinksWithinTwoSecondsAreMachines() {
        reader.get(click(letter, "sculpture"));
        app.clock().set(AN_HOUR_LATER.plusSeconds(2));
        reader.get(click(letter, "paint"));

        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsOnly("MACHINE: several links within 2 seconds")
                .hasSize(2);
        assertThat(letters.clickedAt(letter)).isNull();
        assertThat(letters.openedAt(letter)).isNull();
        assertThat(feedback()).extracting(FeedbackEvent::machine).containsExactly(true, true);
    }

    @Test
    void ledgerKeepsTheFirstHumanClick() {
        reader.get(click(letter, "sculpture"));
        app.clock().set(AN_HOUR_LATER.plusSeconds(60));
        reader.get(click(letter, "print"));
        app.clock().set(AN_HOUR_LATER.plusSeconds(1));
        reader.get(click(letter, "paint"));

        assertThat(letters.clickedAt(letter)).isEqualTo(AN_HOUR_LATER.plusSeconds(60));
        assertThat(letters.openedAt(letter)).isEqualTo(AN_HOUR_LATER.plusSeconds(60));
    }

    @Test
    void repeatedOrSlowClicksAreHuman() {
        reader.get(click(letter, "sculpture"));
        reader.get(click(letter, "sculpture"));
        app.clock().set(AN_HOUR_LATER.plusMillis(2001));
        reader.get(click(letter, "paint"));

        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsOnly("HUMAN: browser")
                .hasSize(3);
    }

    @Test
    void concurrentClicksAreMachines() {
        for (int round = 1; round <= 10; round++) {
            app.clock().set(AN_HOUR_LATER.plusSeconds(10L * round));
            Stream.of("sculpture", "paint", "print")
                    .map(item -> CompletableFuture.runAsync(() -> reader.get(click(letter, item))))
                    .toList()
                    .forEach(CompletableFuture::join);
        }

        assertThat(events())
                .hasSize(30)
                .allMatch(event -> event.classification().isMachine());
        assertThat(feedback()).hasSize(30).allMatch(FeedbackEvent::machine);
        assertThat(letters.clickedAt(letter)).isNull();
    }

    @Test
    void hiddenLinkMarksItsVisitorAsAMachine() {
        TestApiClient visitor =
                TestApiClient.withHeaders(app, "User-Agent", BROWSER, "X-Forwarded-For", "198.51.100.7");
        visitor.get(click(letter, "paint"));
        app.clock().set(AN_HOUR_LATER.plusSeconds(30));
        TestApiResponse answer = visitor.get(ReaderLinks.CLICK + "?token="
                + tokens().clickToken(new ClickedLink(letter, null, true, "https://art.example/")));

        assertThat(answer.header("Location")).isEqualTo("https://art.example/");
        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsExactly("MACHINE: hidden link clicked from the same address", "MACHINE: hidden link");
        assertThat(letters.clickedAt(letter)).isNull();
    }

    @Test
    void manyLettersFromOneAddressAreMachines() {
        TestApiClient gateway =
                TestApiClient.withHeaders(app, "User-Agent", BROWSER, "X-Forwarded-For", "198.51.100.7");
        for (int i = 0; i < 11; i++) {
            app.insertUser("user-" + i);
            letter = letters.insertRegular("user-" + i);
            gateway.get(click(letter, "paint"));
        }

        assertThat(events())
                .extracting(TrackingEndpointsTest::classification)
                .containsExactly("MACHINE: 11 letters from one network address within a minute");
        assertThat(app.jdbc()
                        .sql("select count(*) from letter_event where classification = 'human'")
                        .query(Long.class)
                        .single())
                .isEqualTo(10);
    }

    @Test
    void networkAddressAndUserAgentAreNotStored() {
        TestApiClient.withHeaders(app, "User-Agent", BROWSER, "X-Forwarded-For", "198.51.100.7")
                .get(open(letter));

        assertThat(app.jdbc()
                        .sql("select letter_event::text from letter_event")
                        .query(String.class)
                        .single())
                .doesNotContain("198.51.100.7", "c6336407", "Chrome")
                .containsPattern("\\\\x[0-9a-f]{16}");
    }

    @Test
    void addressHashIsDeletedAfterTwoDays() {
        TestApiClient.withHeaders(app, "User-Agent", BROWSER, "X-Forwarded-For", "198.51.100.7")
                .get(open(letter));
        app.clock().set(AN_HOUR_LATER.plus(Duration.ofDays(2)));
        app.get(Pruner.class).run();
        assertThat(eventsWithAddress()).isOne();

        app.clock().set(AN_HOUR_LATER.plus(Duration.ofDays(2)).plusMillis(1));
        app.get(Pruner.class).run();
        assertThat(eventsWithAddress()).isZero();
        assertThat(events()).hasSize(1);
    }

    private static long eventsWithAddress() {
        return app.jdbc()
                .sql("select count(address_hash) from letter_event")
                .query(Long.class)
                .single();
    }

    @Test
    void administratorsSeeEventsByVisitor() {
        reader.get(open(letter));
        TestApiClient.withHeaders(app, "User-Agent", "Mozilla/5.0").get(open(letter));
        reader.get(click(letter, "sculpture"));
        TestApiClient admin = TestApiClient.asAdmin(app);

        assertThat(admin.get("/v1/letters/" + letter + "/events").json().toString())
                .isEqualTo("""
                        [{"kind":"opened","link":null,"opportunity_id":null,"at":"2026-05-11T15:00:00Z",\
                        "classification":"human","reason":"browser"},\
                        {"kind":"opened","link":null,"opportunity_id":null,"at":"2026-05-11T15:00:00Z",\
                        "classification":"machine","reason":"Apple Mail's privacy protection"},\
                        {"kind":"clicked","link":"item","opportunity_id":"sculpture","at":"2026-05-11T15:00:00Z",\
                        "classification":"human","reason":"browser"}]""");
        assertThat(admin.get("/v1/letters/4711/events").status()).isEqualTo(404);
        long edition =
                app.jdbc().sql("select id from edition").query(Long.class).single();
        assertThat(app.get(LetterEvents.class).countByEdition(edition))
                .containsExactly(
                        new LetterEventCount(LetterEvent.LetterEventKind.OPENED, VisitorClass.HUMAN, 1),
                        new LetterEventCount(LetterEvent.LetterEventKind.OPENED, VisitorClass.MACHINE, 1),
                        new LetterEventCount(LetterEvent.LetterEventKind.CLICKED, VisitorClass.HUMAN, 1));
    }

    @Test
    void testLettersGiveNoFeedback() {
        letter = letters.insertTest("ada");
        reader.get(open(letter));
        reader.get(click(letter, "sculpture"));

        assertThat(events()).hasSize(2);
        assertThat(letters.clickedAt(letter)).isEqualTo(AN_HOUR_LATER);
        assertThat(feedback()).isEmpty();
    }

    @Test
    void linksOfPreviewsAndPrunedLettersWorkUnrecorded() {
        for (long unknown : List.of(0L, 4711L)) {
            assertThat(reader.get(click(unknown, "sculpture")).status()).isEqualTo(302);
            assertThat(reader.get(open(unknown)).status()).isEqualTo(200);
        }

        assertThat(app.jdbc()
                        .sql("select count(*) from letter_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void linkOfADeletedItemRedirects() {
        app.jdbc().sql("delete from opportunity").update();

        assertThat(reader.get(click(letter, "sculpture")).status()).isEqualTo(302);
        assertThat(events()).hasSize(1);
        assertThat(feedback()).isEmpty();
    }

    @Test
    void eventsPerLetterAreLimited() {
        app.jdbc().sql("""
                        insert into letter_event (letter_id, user_id, kind, occurred_at, classification,
                            classification_reason)
                        select :letter, 'ada', 'opened', now(), 'human', 'browser' from generate_series(1, 200)""").param("letter", letter).update();
        reader.get(open(letter));
        reader.get(click(letter, "sculpture"));

        assertThat(events()).hasSize(200);
        assertThat(feedback()).isEmpty();
    }

    @Test
    void linksWorkWithoutTheDatabase() {
        app.withoutDatabaseForLong(() -> {
            assertThat(reader.get(click(letter, "sculpture")).header("Location"))
                    .startsWith("https://art.example/");
            assertThat(reader.get(open(letter)).status()).isEqualTo(200);
        });
    }

    private static String classification(LetterEvent event) {
        return event.classification().visitor() + ": " + event.classification().reason();
    }

    private static ClickedLink link(long letterId, @Nullable String item) {
        return new ClickedLink(letterId, item, false, "https://art.example/" + item + "?a=1&b=ü");
    }

    private static String click(long letterId, @Nullable String item) {
        return ReaderLinks.CLICK + "?token=" + tokens().clickToken(link(letterId, item));
    }

    private static String open(long letterId) {
        return ReaderLinks.OPEN + "?token=" + tokens().openToken(letterId);
    }

    private static TrackingTokens tokens() {
        return app.get(TrackingTokens.class);
    }

    private List<LetterEvent> events() {
        return app.get(LetterEvents.class).listOfLetter(letter);
    }

    private List<FeedbackEvent> feedback() {
        return app.get(FeedbackEvents.class).listOfUser("ada", 100);
    }
}

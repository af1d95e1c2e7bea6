package dev.tidings.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.feedback.ItemRating;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.opportunities.FeedbackEvent;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.opportunities.FeedbackEvents;
import dev.tidings.testing.SentLetterFixture;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rating links "More like this" and "Not for me" over HTTP. */
class RatingEndpointsTest {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String SCANNER = "Mozilla/5.0 (compatible; Proofpoint URL Defense)";
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
    void moreIsRecordedAndConfirmed() {
        TestApiResponse answer = reader.get(more("sculpture"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("h1").text()).isEqualTo("Noted, thank you.");
        assertThat(page.text()).contains("You will see more like “sculpture”.");
        assertThat(feedback())
                .containsExactly(
                        new FeedbackEvent("ada", "sculpture", FeedbackKind.RATED, 5, AN_HOUR_LATER, false, letter));
        assertThat(letters.clickedAt(letter)).isEqualTo(AN_HOUR_LATER);
    }

    @Test
    void lessDismissesTheItem() {
        TestApiResponse answer = reader.get(less("sculpture"));

        assertThat(Jsoup.parse(answer.body()).text()).contains("You will not see “sculpture” again");
        assertThat(feedback())
                .containsExactly(new FeedbackEvent(
                        "ada", "sculpture", FeedbackKind.DISMISSED, null, AN_HOUR_LATER, false, letter));
    }

    @Test
    void repeatedRatingIsIgnoredAndOppositeReplacesIt() {
        reader.get(more("sculpture"));
        app.clock().set(AN_HOUR_LATER.plusSeconds(60));
        assertThat(reader.get(more("sculpture")).status()).isEqualTo(200);
        assertThat(feedback()).extracting(FeedbackEvent::occurredAt).containsExactly(AN_HOUR_LATER);

        app.clock().set(AN_HOUR_LATER.plusSeconds(120));
        reader.get(less("sculpture"));
        assertThat(feedback()).extracting(FeedbackEvent::kind).containsExactly(FeedbackKind.DISMISSED);
    }

    @Test
    void ratingIsRecordedBeyondTheEventLimit() {
        app.jdbc().sql("""
                        insert into letter_event (letter_id, user_id, kind, occurred_at, classification,
                            classification_reason)
                        select :letter, 'ada', 'opened', now(), 'human', 'browser' from generate_series(1, 200)""").param("letter", letter).update();

        assertThat(reader.get(less("paint")).body()).contains("Noted, thank you.");
        assertThat(feedback()).extracting(FeedbackEvent::kind).containsExactly(FeedbackKind.DISMISSED);
    }

    @Test
    void undoButtonDeletesTheRating() {
        String undo = Jsoup.parse(reader.get(less("sculpture")).body())
                .select("form[action=feedback/undo] input[name=token]")
                .attr("value");
        TestApiResponse answer =
                reader.send("POST", ReaderLinks.UNDO_RATING + "?token=" + undo, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Rating removed.");
        assertThat(feedback()).isEmpty();
    }

    @Test
    void undoExpiresAfterADay() {
        String undo = tokens().undoToken(rating("ada", letter, "sculpture", false));
        app.clock().set(AN_HOUR_LATER.plus(Duration.ofDays(1)));

        assertThat(reader.send("POST", ReaderLinks.UNDO_RATING + "?token=" + undo, BodyPublishers.noBody())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void headAndScannersMustConfirm() {
        TestApiResponse head = reader.send("HEAD", less("sculpture"), BodyPublishers.noBody());
        TestApiResponse scanner =
                TestApiClient.withHeaders(app, "User-Agent", SCANNER).get(less("sculpture"));

        assertThat(head.status()).isEqualTo(200);
        assertThat(Jsoup.parse(scanner.body())
                        .select("form[method=post] button")
                        .text())
                .isEqualTo("Not for me");
        assertThat(feedback()).isEmpty();
        assertThat(letters.clickedAt(letter)).isNull();
    }

    @Test
    void confirmButtonRecordsTheRating() {
        TestApiResponse answer = reader.send("POST", more("sculpture"), BodyPublishers.noBody());

        assertThat(answer.body()).contains("Noted, thank you.");
        assertThat(feedback()).extracting(FeedbackEvent::kind).containsExactly(FeedbackKind.RATED);
    }

    @Test
    void machineRatingsAreMarkedAndNotCounted() {
        reader.get(more("sculpture"));
        TestApiResponse second = reader.get(less("sculpture"));
        TestApiResponse third = reader.get(more("paint"));

        assertThat(second.body()).contains("Not for you?");
        assertThat(third.body()).contains("More like this?");
        assertThat(feedback()).allMatch(FeedbackEvent::machine);
        assertThat(letters.clickedAt(letter)).isNull();
    }

    @Test
    void unknownReadersGetTheSamePage() {
        String known = reader.get(more("sculpture")).body();
        String unknown =
                reader.get(rating(rating("nobody", 4711, "sculpture", true))).body();
        String gone =
                reader.get(rating(rating("ada", 4711, "no-such-thing", true))).body();

        assertThat(page(unknown)).isEqualTo(page(known));
        assertThat(page(gone)).isEqualTo(page(known).replace("“sculpture”", "this"));
        assertThat(feedback()).hasSize(1);
    }

    @Test
    void linksWorkAfterTheLetterIsPruned() {
        reader.get(rating(rating("ada", 4711, "paint", false)));
        TestApiClient.withHeaders(app, "User-Agent", SCANNER).get(rating(rating("ada", 4711, "print", false)));

        assertThat(feedback()).extracting(FeedbackEvent::opportunityId).containsExactly("paint");
    }

    @Test
    void testLettersAndPreviewsRecordNothing() {
        long test = letters.insertTest("ada");

        for (long trial : List.of(test, 0L)) {
            String link = rating(rating("ada", trial, "sculpture", true));
            assertThat(reader.get(link).body()).contains("This letter was a test.");
            assertThat(reader.send("POST", link, BodyPublishers.noBody()).body())
                    .contains("This letter was a test.");
        }
        assertThat(feedback()).isEmpty();
    }

    @Test
    void tokenOfAnotherTypeIsInvalid() {
        ItemRating rating = rating("ada", letter, "sculpture", true);
        List<String> invalidPaths = List.of(
                ReaderLinks.RATING,
                ReaderLinks.RATING + "?token=" + tokens().undoToken(rating),
                ReaderLinks.RATING + "?token=" + tokens().openToken(letter));

        assertThat(invalidPaths)
                .allSatisfy(path -> assertThat(reader.get(path).status()).isEqualTo(400));
        assertThat(reader.send(
                                "POST",
                                ReaderLinks.UNDO_RATING + "?token=" + tokens().ratingToken(rating),
                                BodyPublishers.noBody())
                        .status())
                .isEqualTo(400);
        assertThat(feedback()).isEmpty();
    }

    private static String page(String html) {
        return Jsoup.parse(html).text();
    }

    private String more(String item) {
        return rating(rating("ada", letter, item, true));
    }

    private String less(String item) {
        return rating(rating("ada", letter, item, false));
    }

    private static String rating(ItemRating rating) {
        return ReaderLinks.RATING + "?token=" + tokens().ratingToken(rating);
    }

    private static ItemRating rating(String userId, long letterId, String item, boolean more) {
        return new ItemRating(letterId, userId, SentLetterFixture.DIGEST, item, more);
    }

    private static TrackingTokens tokens() {
        return app.get(TrackingTokens.class);
    }

    private List<FeedbackEvent> feedback() {
        return app.get(FeedbackEvents.class).listOfUser("ada", 100);
    }
}

package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.content.recommendation.Feedback;
import dev.tidings.content.recommendation.Feedback.Kind;
import dev.tidings.content.recommendation.Feedbacks;
import dev.tidings.feedback.Opinion;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.testing.HttpCalls;
import dev.tidings.testing.HttpCalls.Answer;
import dev.tidings.testing.SentLetters;
import dev.tidings.testing.TestHouse;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** "More like this" and "not for me", over HTTP. */
class OpinionEndpointsTest {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String SCANNER = "Mozilla/5.0 (compatible; Proofpoint URL Defense)";
    private static final Instant AN_HOUR_LATER = TestHouse.MONDAY.plus(Duration.ofHours(1));

    @RegisterExtension
    static final TestHouse house = TestHouse.serving();

    private final SentLetters letters = new SentLetters(house);
    private final HttpCalls reader = HttpCalls.to(house, "User-Agent", BROWSER);
    private long letter;

    @BeforeEach
    void aLetterThatWasSentAnHourAgo() {
        house.user("ada");
        letter = letters.begin().regular("ada");
        house.clock().set(AN_HOUR_LATER);
    }

    @Test
    void moreIsNotedAtOnceAndSaidSo() {
        Answer answer = reader.get(more("sculpture"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("h1").text()).isEqualTo("Noted, thank you.");
        assertThat(page.text()).contains("More like “sculpture” will come your way.");
        assertThat(feedback())
                .containsExactly(new Feedback("ada", "sculpture", Kind.RATED, 5, AN_HOUR_LATER, false, letter));
        assertThat(letters.clickedAt(letter)).isEqualTo(AN_HOUR_LATER);
    }

    @Test
    void lessDismissesTheItem() {
        Answer answer = reader.get(less("sculpture"));

        assertThat(Jsoup.parse(answer.body()).text()).contains("You will not see “sculpture” again");
        assertThat(feedback())
                .containsExactly(new Feedback("ada", "sculpture", Kind.DISMISSED, null, AN_HOUR_LATER, false, letter));
    }

    @Test
    void sayingItAgainChangesNothingAndTheOppositeReplacesIt() {
        reader.get(more("sculpture"));
        house.clock().set(AN_HOUR_LATER.plusSeconds(60));
        assertThat(reader.get(more("sculpture")).status()).isEqualTo(200);
        assertThat(feedback()).extracting(Feedback::at).containsExactly(AN_HOUR_LATER);

        house.clock().set(AN_HOUR_LATER.plusSeconds(120));
        reader.get(less("sculpture"));
        assertThat(feedback()).extracting(Feedback::kind).containsExactly(Kind.DISMISSED);
    }

    @Test
    void aReadersWordCountsAlsoWhenTooMuchCameBackFromTheLetter() {
        house.jdbc().sql("""
                        insert into letter_event (letter_id, user_id, kind, at, classification, reason)
                        select :letter, 'ada', 'opened', now(), 'human', 'browser' from generate_series(1, 200)""").param("letter", letter).update();

        assertThat(reader.get(less("paint")).body()).contains("Noted, thank you.");
        assertThat(feedback()).extracting(Feedback::kind).containsExactly(Kind.DISMISSED);
    }

    @Test
    void thePagesButtonTakesItBack() {
        String undo = Jsoup.parse(reader.get(less("sculpture")).body())
                .select("form[action=feedback/undo] input[name=token]")
                .attr("value");
        Answer answer = reader.send("POST", ReaderLinks.UNDO_OPINION + "?token=" + undo, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Taken back.");
        assertThat(feedback()).isEmpty();
    }

    @Test
    void takingBackIsOfferedForADay() {
        String undo = tokens().undo(opinion("ada", letter, "sculpture", false));
        house.clock().set(AN_HOUR_LATER.plus(Duration.ofDays(1)));

        assertThat(reader.send("POST", ReaderLinks.UNDO_OPINION + "?token=" + undo, BodyPublishers.noBody())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void headAndScannersAreAskedAndNothingIsWritten() {
        Answer head = reader.send("HEAD", less("sculpture"), BodyPublishers.noBody());
        Answer scanner = HttpCalls.to(house, "User-Agent", SCANNER).get(less("sculpture"));

        assertThat(head.status()).isEqualTo(200);
        assertThat(Jsoup.parse(scanner.body())
                        .select("form[method=post] button")
                        .text())
                .isEqualTo("Not for me");
        assertThat(feedback()).isEmpty();
        assertThat(letters.clickedAt(letter)).isNull();
    }

    @Test
    void theButtonOfThePageThatAsksCounts() {
        Answer answer = reader.send("POST", more("sculpture"), BodyPublishers.noBody());

        assertThat(answer.body()).contains("Noted, thank you.");
        assertThat(feedback()).extracting(Feedback::kind).containsExactly(Kind.RATED);
    }

    @Test
    void aMachineThatFollowsEveryLinkIsFoundOutAndTeachesNothing() {
        reader.get(more("sculpture"));
        Answer second = reader.get(less("sculpture"));
        Answer third = reader.get(more("paint"));

        assertThat(second.body()).contains("Not for you?");
        assertThat(third.body()).contains("More like this?");
        assertThat(feedback()).allMatch(Feedback::machine);
        assertThat(letters.clickedAt(letter)).isNull();
    }

    @Test
    void readersThatAreNotKnownAreToldTheSame() {
        String known = reader.get(more("sculpture")).body();
        String unknown =
                reader.get(opinion(opinion("nobody", 4711, "sculpture", true))).body();
        String gone =
                reader.get(opinion(opinion("ada", 4711, "no-such-thing", true))).body();

        assertThat(page(unknown)).isEqualTo(page(known));
        assertThat(page(gone)).isEqualTo(page(known).replace("“sculpture”", "this"));
        assertThat(feedback()).hasSize(1);
    }

    @Test
    void theLinksWorkWhenTheLetterIsForgotten() {
        reader.get(opinion(opinion("ada", 4711, "paint", false)));
        HttpCalls.to(house, "User-Agent", SCANNER).get(opinion(opinion("ada", 4711, "print", false)));

        assertThat(feedback()).extracting(Feedback::opportunityId).containsExactly("paint");
    }

    @Test
    void testsAndPreviewsNoteNothingAndSaySo() {
        long test = letters.test("ada");

        for (long trial : List.of(test, 0L)) {
            String link = opinion(opinion("ada", trial, "sculpture", true));
            assertThat(reader.get(link).body()).contains("This letter was a test.");
            assertThat(reader.send("POST", link, BodyPublishers.noBody()).body())
                    .contains("This letter was a test.");
        }
        assertThat(feedback()).isEmpty();
    }

    @Test
    void aTokenOfAnotherKindIsNone() {
        Opinion opinion = opinion("ada", letter, "sculpture", true);
        List<String> none = List.of(
                ReaderLinks.OPINION,
                ReaderLinks.OPINION + "?token=" + tokens().undo(opinion),
                ReaderLinks.OPINION + "?token=" + tokens().opened(letter));

        assertThat(none)
                .allSatisfy(path -> assertThat(reader.get(path).status()).isEqualTo(400));
        assertThat(reader.send(
                                "POST",
                                ReaderLinks.UNDO_OPINION + "?token=" + tokens().opinion(opinion),
                                BodyPublishers.noBody())
                        .status())
                .isEqualTo(400);
        assertThat(feedback()).isEmpty();
    }

    private static String page(String html) {
        return Jsoup.parse(html).text();
    }

    private String more(String item) {
        return opinion(opinion("ada", letter, item, true));
    }

    private String less(String item) {
        return opinion(opinion("ada", letter, item, false));
    }

    private static String opinion(Opinion opinion) {
        return ReaderLinks.OPINION + "?token=" + tokens().opinion(opinion);
    }

    private static Opinion opinion(String userId, long letterId, String item, boolean more) {
        return new Opinion(letterId, userId, SentLetters.DIGEST, item, more);
    }

    private static TrackingTokens tokens() {
        return house.get(TrackingTokens.class);
    }

    private List<Feedback> feedback() {
        return house.get(Feedbacks.class).ofUser("ada", 100);
    }
}

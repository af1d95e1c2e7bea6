package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.Editions;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.Unknown;
import dev.tidings.transport.Transport.HandOverResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EditionRetryPagesTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(true, false));

    private ConsoleClient operator = new ConsoleClient(app);
    private long edition;

    /** One letter was sent, one refused, one is unknown, one was skipped. */
    @BeforeEach
    void anEditionWithLettersOfEachKind() {
        operator = ConsoleClient.signedIn(app);
        List.of("ada", "ben", "cleo").forEach(app::insertReader);
        app.insertUser("dan");
        app.transport()
                .withReplayWindow(Duration.ZERO, 25)
                .respondingWith((key, batch) -> new HandOverResult(
                        List.of(new Accepted("id", null), new Rejected("550 no", false), new Unknown("no answer")),
                        null));
        edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API)
                .id();
        app.get(EditionPlanner.class).plan(edition);
        app.deliver(edition, 1);
    }

    @Test
    void theEditionsPageLeadsToTheQuestionAndTheButtonSendsThoseLetters() {
        String link = operator.get(page()).html().selectFirst("#retry").attr("href");
        ConsoleClient.BrowsedPage question = operator.get(link);
        assertThat(question.html().select("main form button").eachText())
                .containsExactly(
                        "Send 1 failed letter again", "Send 1 skipped letter again", "Send 2 letters, 1 perhaps twice");
        assertThat(question.text()).contains("1 letter may have arrived.", "their users may get them twice");

        operator.submit(question.html().selectFirst("main form"));

        assertThat(app.get(Editions.class)
                        .find(edition)
                        .orElseThrow()
                        .progress()
                        .owed())
                .isEqualTo(1);
        assertThat(operator.get(link).html().select("main form button").eachText())
                .containsExactly("Send 1 skipped letter again", "Send 1 letter, 1 perhaps twice");
    }

    @Test
    void unknownLettersAreSentByTheirOwnButton() {
        ConsoleClient.BrowsedPage question = operator.get(page() + "/retry");

        operator.submit(question.html().select("main form").last());

        assertThat(app.get(Editions.class)
                        .find(edition)
                        .orElseThrow()
                        .progress()
                        .owed())
                .isEqualTo(2);
    }

    @Test
    void onlyLettersWithTheReasonAreOffered() {
        String link = operator.get(page() + "?status=skipped&reason=NO_CONTENT")
                .html()
                .selectFirst("#retry")
                .attr("href");

        assertThat(operator.get(link).html().select("main form button").eachText())
                .containsExactly("Send 1 skipped letter again");
    }

    @Test
    void aCancelledEditionOffersNothing() {
        app.jdbc().sql("update edition set cancelled_at = now()").update();

        assertThat(operator.get(page()).html().select("#retry")).isEmpty();
        assertThat(operator.get(page() + "/retry").text()).contains("The edition was cancelled, which is final.");
    }

    private String page() {
        return "/console/editions/" + edition;
    }
}

package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.Editions;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.testing.UncheckedTables;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleEditionsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving().with(new NodeRoles(true, false));

    private ConsoleClient operator = new ConsoleClient(app);

    @BeforeEach
    void signIn() {
        operator = ConsoleClient.signedIn(app);
    }

    @Test
    void overviewWithoutEditionsSuggestsTheNextStep() {
        assertThat(headline()).isEqualTo("Nothing was sent yet.");
        assertThat(operator.get("/console").text())
                .contains("Nothing needs attention.", "There is no edition yet.", "Run now opens one at once");
        assertThat(operator.get("/console/editions").text()).contains("There is no edition here yet.");
    }

    @Test
    void headlineCountsSettledLettersWhileTheEditionRuns() {
        app.insertReader("ada");
        app.insertReader("ben");
        Edition edition = open();
        plan(edition);
        assertThat(headline()).isEqualTo("0 sent; sending with 2 pending.");
        assertThat(pollTrigger("/console")).isEqualTo("every 2s");
        assertThat(pollTrigger("/console/editions/" + edition.id())).isEqualTo("every 2s");

        String page = "/console/editions/" + edition.id();
        assertThat(operator.get(page).html().select("#rows")).hasSize(1);
        assertThat(operator.get(page, "HX-Request", "true").html().select("#rows"))
                .isEmpty();

        deliver(edition);
        assertThat(operator.get(page, "HX-Request", "true").html().select("#rows"))
                .hasSize(1);
        assertThat(headline()).isEqualTo("2 sent; finished.");
        assertThat(pollTrigger("/console")).isEmpty();
        assertThat(pollTrigger("/console/editions/" + edition.id())).isEmpty();
    }

    @Test
    void countsAddUpAndLinkToTheirLetters() {
        app.insertReader("ada");
        app.insertUser("empty");
        app.insertReader("broken");
        app.jdbc().sql("update users set email = 'nowhere' where id = 'broken'").update();
        Edition edition = sendEdition();
        Element sum = operator.get("/console").html().selectFirst(".sum");
        assertThat(sum.text()).isEqualTo("3 due = 1 sent + 1 skipped + 1 error + 0 owed");
        assertThat(users(sum.select("a").get(1).attr("href"))).containsExactly("ada");
        assertThat(users(sum.select("a").get(2).attr("href"))).containsExactly("empty");
        assertThat(users(sum.select("a").get(3).attr("href"))).containsExactly("broken");
        assertThat(operator.get("/console/editions/" + edition.id() + "?status=owed")
                        .text())
                .contains("No letter of this edition matches.");
        assertThat(operator.get("/console/editions/" + edition.id()).text())
                .contains("no content in this period NO_CONTENT", "not an email address");
        assertThat(operator.get("/console").text()).contains("1 letter failed.");
    }

    @Test
    void overviewLinksToLettersOfUnknownOutcome() {
        app.insertReader("ada");
        app.transport().respondingWith((key, batch) -> RecordingTransport.all(batch, new Unknown("reset"), null));
        sendEdition();
        Document overview = operator.get("/console").html();
        assertThat(overview.text()).contains("1 letter may or may not have arrived.");
        assertThat(users(overview.selectFirst(".action-items a").attr("href"))).containsExactly("ada");
    }

    @Test
    void everyLetterIsOnExactlyOnePageAndTheUrlKeepsTheFilter() {
        IntStream.range(0, 120).forEach(i -> app.insertUser("user %03d/&?".formatted(i)));
        Edition edition = sendEdition();
        List<String> seen = new ArrayList<>();
        String next = "/console/editions/" + edition.id() + "?status=skipped";
        for (int pages = 0; !next.isEmpty(); pages++) {
            assertThat(pages).isLessThan(3);
            assertThat(next).contains("status=skipped");
            seen.addAll(users(next));
            next = operator.get(next).html().select("a[rel=next]").attr("href");
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().isSorted();
        assertThat(users("/console/editions/" + edition.id() + "?user=user+11"))
                .hasSize(10)
                .allMatch(user -> user.startsWith("user 11"));
    }

    @Test
    void runNowOpensOneEditionAfterConfirmation() {
        app.insertReader("ada");
        app.insertReader("ben");
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/run?digest=living-lytics");
        assertThat(confirmation.text()).contains("Open the edition May 4 – 10, 2026 and send up to 2 letters?");
        assertThat(editions()).isEmpty();

        Element form = confirmation.html().selectFirst("main form");
        String edition = operator.submit(form).header("Location");
        assertThat(operator.submit(form).header("Location")).isEqualTo(edition);
        assertThat(editions()).hasSize(1).allMatch(found -> found.openedBy() == OpenedBy.CONSOLE);
        assertThat(operator.get("/console/run?digest=living-lytics").text())
                .contains("May 4 – 10, 2026 was opened already");
    }

    @Test
    void runNowRefusesAWeekThatIsNotOver() {
        app.insertReader("ada");
        Element form = operator.get("/console/run?digest=living-lytics").html().selectFirst("main form");
        form.selectFirst("input[name=period]").attr("value", "2026-05-11");
        assertThat(operator.submit(form).text())
                .contains("The week of 2026-05-11 is not over yet in America/Los_Angeles");
        form.selectFirst("input[name=period]").attr("value", "1999-12-31");
        assertThat(operator.submit(form).text()).contains("The week of 1999-12-31 is too early");
        assertThat(editions()).isEmpty();
    }

    @Test
    void runNowWarnsWhenThereAreNoRecipients() {
        assertThat(operator.get("/console/run?digest=living-lytics").text()).contains("Nobody would get it");
    }

    @Test
    void stoppedEditionIsTheHeadlineUntilItIsResumed() {
        app.insertReader("ada");
        app.transport()
                .respondingWith(
                        (key, batch) -> RecordingTransport.all(batch, new Deferred("401", null), "The key is wrong"));
        Edition edition = sendEdition();
        assertThat(edition.status()).isEqualTo(EditionStatus.STOPPED);
        assertThat(headline()).isEqualTo("0 sent; stopped with 1 pending: The key is wrong.");

        String resumeLink =
                operator.get("/console").html().selectFirst(".action-items a").attr("href");
        ConsoleClient.BrowsedPage confirmation = operator.get(resumeLink);
        assertThat(confirmation.text()).contains("Resume and send 1 letter?", "The key is wrong");
        operator.submit(confirmation.html().selectFirst("main form"));
        assertThat(editions()).allMatch(found -> found.status() == EditionStatus.OPEN);
        assertThat(operator.get(resumeLink).text()).contains("There is nothing to resume");
    }

    @ParameterizedTest
    @CsvSource({"held, What is held goes out without another check", "waiting, It goes on without the numbers"})
    void haltedEditionIsResumedFromItsPage(String status, String effect) {
        app.insertReader("ada");
        Edition edition = open();
        app.jdbc()
                .sql("update edition set status = :status, stop_reason = '12 of 300', waits_since = now()")
                .param("status", status)
                .update();

        assertThat(headline()).isEqualToIgnoringCase(status + ": 12 of 300.");
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/editions/" + edition.id() + "/resume");
        assertThat(confirmation.text()).contains("Resume and send this edition?", "12 of 300", effect);
        operator.submit(confirmation.html().selectFirst("main form"));

        assertThat(editions()).allMatch(found -> found.status() == EditionStatus.OPEN);
    }

    @Test
    void openEditionIsPausedAndCancelledFromItsPage() {
        app.insertReader("ada");
        app.transport()
                .respondingWith(
                        (key, batch) -> RecordingTransport.all(batch, new Deferred("451", Duration.ofHours(1)), null));
        Edition edition = sendEdition();
        String path = "/console/editions/" + edition.id();

        operator.submit(operator.get(path).html().selectFirst("form[action$=/pause]"));
        assertThat(operator.get(path).text()).contains("0 sent; paused with 1 pending.");
        ConsoleClient.BrowsedPage confirmation = operator.get(path + "/cancel");
        assertThat(confirmation.text()).contains("Send nothing more of this edition?", "1 letter that");
        operator.submit(confirmation.html().selectFirst("main form"));
        app.deliver(edition.id(), 1);

        assertThat(operator.get(path).text()).contains("0 sent, 1 skipped; cancelled.");
        assertThat(operator.get(path + "/cancel").text()).contains("nothing left to cancel");
    }

    @Test
    void missedEditionIsTheHeadline() {
        app.insertReader("ada");
        sendEdition();
        app.clock().advance(Duration.ofDays(7).plus(Duration.ofMinutes(15)));
        signIn();
        assertThat(headline()).isEqualTo("1 sent; finished.");
        assertThat(color()).isEqualTo("green");

        app.clock().advance(Duration.ofSeconds(1));
        assertThat(headline()).isEqualTo("Weekly Living Lytics digest did not go out.");
        assertThat(operator.get("/console")
                        .html()
                        .selectFirst(".action-items a")
                        .attr("href"))
                .isEqualTo("/console/run?digest=living-lytics");
    }

    @Test
    void missingPagesAndResourcesAreNamed() {
        assertThat(operator.get("/console/editions/4711").status()).isEqualTo(404);
        assertThat(operator.get("/console/editions/4711").text())
                .contains("Page not found", "There is no edition 4711.", "Go to the overview");
        assertThat(operator.get("/console/editions/first").status()).isEqualTo(404);
        assertThat(operator.get("/console/no-such-page").text()).contains("No page has the address");
        assertThat(operator.get("/console/run?digest=nonesuch").text()).contains("There is no digest \"nonesuch\"");
        assertThat(operator.get("/console/run").status()).isEqualTo(404);
        assertThat(operator.get("/console/editions/" + open().id() + "?status=lost")
                        .text())
                .contains("A letter is sent, skipped, error or owed, never \"lost\".");
    }

    @Test
    void pausedEditionIsNotGreenOnAnyPage() {
        app.insertReader("ada");
        app.transport()
                .respondingWith(
                        (key, batch) -> RecordingTransport.all(batch, new Deferred("451", Duration.ofHours(1)), null));
        Edition edition = sendEdition();
        app.get(EditionControl.class).pause(edition.id());

        assertThat(headline()).isEqualTo("0 sent; paused with 1 pending.");
        assertThat(color()).isEqualTo("red");
        assertThat(operator.get("/console").text())
                .contains("Weekly Living Lytics digest is paused; 1 letter is pending.")
                .doesNotContain("Nothing needs attention");
        assertThat(colors("/console/editions/" + edition.id(), ".status-summary"))
                .containsExactly("red");
        assertThat(colors("/console/editions", ".edition .state")).containsExactly("red");

        app.clock().advance(Duration.ofDays(7).plusHours(1));
        signIn();
        open();
        assertThat(headline()).as("an older edition counts until it is closed").contains("paused with 1 pending");
    }

    @Test
    void editionThatReachedNobodyIsNotGreen() {
        app.insertUser("empty");
        Edition edition = sendEdition();
        assertThat(headline()).isEqualTo("0 sent, 1 skipped; reached nobody.");
        assertThat(color()).isEqualTo("amber");
        assertThat(operator.get("/console").text()).contains("Weekly Living Lytics digest reached nobody.");
        assertThat(operator.get("/console/editions/" + edition.id()).text())
                .contains("0 sent, 1 skipped; reached nobody.");
    }

    @Test
    void failingTransportIsOnTheOverviewAtOnce() {
        app.insertReader("ada");
        Edition edition = open();
        plan(edition);
        app.jdbc().sql("""
                        insert into circuit_breaker (transport, reason, first_failed_at, consecutive_failures,
                            last_failed_at, open_count, next_probe_at)
                        values (:transport, 'Connection refused', now(), 3, now(), 1, now() + interval '14 seconds')
                        """).param("transport", edition.transport()).update();
        assertThat(headline())
                .matches("0 sent; waiting with 1 pending: " + edition.transport()
                        + " fails \\(Connection refused\\); next try in 1[0-4] s\\.");
        assertThat(color()).isEqualTo("amber");
        assertThat(operator.get("/console")
                        .html()
                        .select(".action-items strong")
                        .eachText())
                .singleElement()
                .asString()
                .startsWith("The transport " + edition.transport() + " fails (Connection refused); next try in 1");
    }

    @Test
    void editionOfWhichNothingIsSentIsLate() {
        app.insertReader("ada");
        Edition edition = open();
        plan(edition);
        app.clock().advance(Duration.ofMinutes(15));
        assertThat(headline()).isEqualTo("0 sent; sending with 1 pending.");
        app.clock().advance(Duration.ofSeconds(1));
        assertThat(headline()).isEqualTo("0 sent; late with 1 pending: no letter was settled in the first 15 minutes.");
        assertThat(color()).isEqualTo("amber");
    }

    @Test
    void runWithAnInvalidPeriodIsAFormError() {
        app.insertReader("ada");
        Element form = operator.get("/console/run?digest=living-lytics").html().selectFirst("main form");
        form.selectFirst("input[name=period]").attr("value", "abc");
        ConsoleClient.BrowsedPage answer = operator.submit(form);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("The period \"abc\" is no day such as 2026-11-09. Nothing was changed.");
        form.selectFirst("input[name=period]").attr("value", "");
        assertThat(operator.submit(form).text()).contains("The period is missing.");
        assertThat(editions()).isEmpty();
    }

    private String color() {
        return colors("/console", ".status-summary").getFirst();
    }

    private List<String> colors(String page, String selector) {
        return operator.get(page).html().select(selector).stream()
                .flatMap(element -> element.classNames().stream())
                .filter(name -> !List.of("status-summary", "state").contains(name))
                .toList();
    }

    private String headline() {
        return operator.get("/console").html().selectFirst("h1").text();
    }

    private String pollTrigger(String page) {
        return operator.get(page).html().selectFirst("#live").attr("hx-trigger");
    }

    private List<String> users(String page) {
        return operator.get(page)
                .html()
                .select("table.letters tbody tr td:first-child .id")
                .eachText();
    }

    @Test
    void anEditionThatCannotBeReadIsARowOfItsOwn() {
        UncheckedTables.dropChecks(app.jdbc(), "edition");
        app.insertReader("ada");
        Edition read = sendEdition();
        app.clock().set(app.clock().instant().plus(Duration.ofDays(7).plusHours(1)));
        Edition unreadable = open();
        signIn();
        app.jdbc()
                .sql("update edition set status = 'asleep', closed_at = null where id = :id")
                .param("id", unreadable.id())
                .update();
        String row = "Edition " + unreadable.id()
                + " Weekly Living Lytics digest unreadable It cannot be read: its status \"asleep\" is unknown to this release.";

        for (String page : List.of("/console", "/console/editions")) {
            assertThat(operator.get(page).html().select("li.edition").eachText())
                    .hasSize(2)
                    .first()
                    .asString()
                    .isEqualTo(row);
        }
        assertThat(headline())
                .isEqualTo("Edition " + unreadable.id()
                        + " of living-lytics cannot be read: its status \"asleep\" is unknown to this release.");
        assertThat(color()).isEqualTo("red");
        assertThat(operator.get("/console").text())
                .contains("Edition " + unreadable.id() + " of living-lytics cannot be read")
                .doesNotContain("did not go out");
        ConsoleClient.BrowsedPage page = operator.get("/console/editions/" + unreadable.id());
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.text())
                .contains("This edition cannot be read", "its status \"asleep\" is unknown to this release.");
        assertThat(operator.get("/console/run?digest=living-lytics").status()).isEqualTo(409);
        assertThat(operator.get("/console/editions/" + read.id()).status()).isEqualTo(200);
    }

    private static Digest digest() {
        return app.get(DigestCatalog.class).primary();
    }

    private static List<Edition> editions() {
        return app.get(Editions.class).list(null, null, null, 10).stream()
                .map(Edition.class::cast)
                .toList();
    }

    private static Edition open() {
        return app.get(EditionOpener.class).openLastCompleted(digest(), OpenedBy.API);
    }

    private static void plan(Edition edition) {
        app.get(EditionPlanner.class).plan(edition.id());
    }

    private static void deliver(Edition edition) {
        app.deliver(edition.id(), 1);
    }

    private static Edition sendEdition() {
        Edition edition = open();
        plan(edition);
        deliver(edition);
        return app.get(Editions.class).find(edition.id()).orElseThrow();
    }
}

package dev.tidings.console;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.schedule.NodeRoles;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.TestApplication;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The jobs of a node whose clock runs. */
class ConsoleJobsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving(ExampleFolders.combined("living-lytics", "proletto"))
            .with(new NodeRoles(true, true));

    private ConsoleClient operator = new ConsoleClient(app);

    @BeforeEach
    void signIn() {
        operator = ConsoleClient.signedIn(app);
    }

    @Test
    void everyClockJobIsListedWithItsNextRun() {
        Document page = operator.get("/console/jobs").html();
        assertThat(page.select("td.what strong").eachText())
                .contains("Weekly Living Lytics digest", "Weekly art opportunities", "Scrape", "Maintain", "Prune");
        assertThat(page.select("td[data-label=Next run] time")).hasSameSizeAs(page.select("td.what"));
    }

    @Test
    void aJobIsAskedForOnceAndRuns() {
        ConsoleClient.BrowsedPage question = operator.get("/console/jobs/run?id=prune");
        assertThat(question.text())
                .contains("Run it once now?", "Deletes for good what is older than the configured retention");
        operator.submit(question.html().selectFirst("main form"));
        await().untilAsserted(() -> assertThat(operator.get("/console/jobs")
                        .html()
                        .selectFirst("tr:contains(Prune)")
                        .text())
                .contains("ok just now"));
    }

    @Test
    void aDigestIsRunThroughItsOwnQuestion() {
        ConsoleClient.BrowsedPage question = operator.get("/console/jobs/run?id=open-edition-proletto");
        assertThat(question.header("Location")).endsWith("/console/run?digest=proletto");
        assertThat(operator.get("/console/run?digest=proletto").text()).contains("Weekly art opportunities");
    }

    @Test
    void aJobThatIsNoneIsSaidPlainly() {
        assertThat(operator.get("/console/jobs/run?id=make-coffee").text())
                .contains("There is no job \"make-coffee\".");
    }
}

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

/** The jobs page of a node whose scheduler runs. */
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
    void everyScheduledJobIsListedWithItsNextRun() {
        Document page = operator.get("/console/jobs").html();
        assertThat(page.select("td.what strong").eachText())
                .contains("Weekly Living Lytics digest", "Weekly art opportunities", "Scrape", "Maintain", "Prune");
        assertThat(page.select("td[data-label=Next run] time")).hasSameSizeAs(page.select("td.what"));
    }

    @Test
    void jobRunsAfterConfirmation() {
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/jobs/run?id=prune");
        assertThat(confirmation.text())
                .contains("Run it once now?", "Deletes for good what is older than the configured retention");
        operator.submit(confirmation.html().selectFirst("main form"));
        await().untilAsserted(() -> assertThat(operator.get("/console/jobs")
                        .html()
                        .selectFirst("tr:contains(Prune)")
                        .text())
                .contains("ok just now"));
    }

    @Test
    void digestJobRedirectsToItsOwnConfirmation() {
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/jobs/run?id=open-edition-proletto");
        assertThat(confirmation.header("Location")).endsWith("/console/run?digest=proletto");
        assertThat(operator.get("/console/run?digest=proletto").text()).contains("Weekly art opportunities");
    }

    @Test
    void unknownJobIsNamed() {
        assertThat(operator.get("/console/jobs/run?id=make-coffee").text())
                .contains("There is no job \"make-coffee\".");
    }
}

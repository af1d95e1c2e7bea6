package dev.tidings.console;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.scraping.Scraper;
import dev.tidings.testing.ExampleFolders;
import dev.tidings.testing.ForkFolder;
import dev.tidings.testing.TestApplication;
import dev.tidings.testkit.FakeWebSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsoleSourcesTest {
    private static final FakeWebSite board = new FakeWebSite().page("/calls.json", "application/json", """
            [{"title": "Stone carving in Carrara", "url": "https://calls.example/stone", "deadline": "2026-06-01"},
             {"title": "Choir residency", "url": "https://calls.example/choir", "deadline": "when the leaves fall"},
             {"url": "https://calls.example/nameless"}]""");

    @RegisterExtension
    static final TestApplication app = TestApplication.serving(configuration());

    private ConsoleClient operator = new ConsoleClient(app);

    private static Path configuration() {
        try {
            Path folder = ForkFolder.of("two-sources");
            for (Path file : new Path[] {Path.of("digests/living-lytics.yml"), Path.of("digests/proletto.yml")}) {
                Path copy = folder.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(ExampleFolders.combined("living-lytics", "proletto")
                                .resolve(file)));
            }
            Files.createDirectories(folder.resolve("sources"));
            Files.writeString(folder.resolve("sources/board.yml"), source("/calls.json"));
            Files.writeString(folder.resolve("sources/gone.yml"), source("/gone.json"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(String path) {
        return """
                kind: json
                url: http://127.0.0.1:%d%s
                interval: 6h
                allow-private: true
                fields:
                  title: /title
                  url: /url
                  deadline: /deadline
                """.formatted(board.port(), path);
    }

    @AfterAll
    static void closeBoard() {
        board.close();
    }

    @BeforeEach
    void signIn() {
        app.jdbc()
                .sql("truncate source_state, source_run, source_document, source_detail")
                .update();
        operator = ConsoleClient.signedIn(app);
    }

    @Test
    void sourcesWithoutARunAreListed() {
        Document page = operator.get("/console/sources").html();
        assertThat(page.select("td.what a").eachText()).containsExactly("board", "gone");
        assertThat(page.text()).contains("not run yet", "never", "Needs attention 0");
        assertThat(operator.get("/console/sources/board").text()).contains("No run has parsed an item yet.");
    }

    @Test
    void runNowScrapesASourceAndShowsItsItems() {
        Element form = operator.get("/console/sources/board").html().selectFirst("main form");
        assertThat(operator.submit(form).header("Location")).endsWith("/console/sources/board");
        await().untilAsserted(() -> assertThat(
                        operator.get("/console/sources/board").html().select("#live[hx-get]"))
                .isEmpty());
        Document page = operator.get("/console/sources/board").html();
        assertThat(page.selectFirst(".head").text()).contains("ok", "The last run succeeded.");
        assertThat(page.select("[aria-labelledby=samples] li").eachText())
                .contains("Stone carving in Carrara until 2026-06-01");
        assertThat(page.select(".notes li").text()).contains("when the leaves fall");
        assertThat(page.select("[aria-labelledby=yield] .counts div").eachText())
                .contains("live 1");
        assertThat(operator.get("/console/opportunities?source=board").html().select("td.what a"))
                .hasSize(1);
    }

    @Test
    void failingSourceShowsTheReasonAndIsLinkedFromTheOverview() throws InterruptedException {
        app.get(Scraper.class).runNow("gone");
        app.get(Scraper.class).runNow("board");
        assertThat(operator.get("/console/sources/gone").text()).contains("1 run failed in a row.", "404");
        Document failing = operator.get("/console/sources?show=attention").html();
        assertThat(failing.select("td.what a").eachText()).containsExactly("gone");
        Element actionItem = operator.get("/console").html().selectFirst(".action-items li");
        assertThat(actionItem.text()).contains("1 source needs attention: gone.");
        assertThat(actionItem.selectFirst("a").attr("href")).isEqualTo("/console/sources?show=attention");
    }

    @Test
    void runningSourceIsNotRunTwice() {
        operator.get("/console/sources/board");
        Element form = operator.get("/console/sources/board").html().selectFirst("main form");
        app.jdbc()
                .sql("""
                        insert into source_state (source, host, status_changed_at, next_run_at, claim_id, claimed_at,
                            claim_expires_at)
                        values ('board', '127.0.0.1', now(), now(), gen_random_uuid(), :now, :until)""")
                .param("now", Timestamp.from(TestApplication.MONDAY))
                .param("until", Timestamp.from(TestApplication.MONDAY.plusSeconds(60)))
                .update();
        assertThat(operator.get("/console/sources/board")
                        .html()
                        .selectFirst("#live")
                        .attr("hx-trigger"))
                .isEqualTo("every 2s");
        ConsoleClient.BrowsedPage refusal = operator.submit(form);
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.text()).contains("is running already", "Go back");
    }

    @Test
    void unknownSourceIsNamedWithTheKnownOnes() {
        assertThat(operator.get("/console/sources/nowhere").text())
                .contains("There is no source \"nowhere\"", "board, gone");
    }
}

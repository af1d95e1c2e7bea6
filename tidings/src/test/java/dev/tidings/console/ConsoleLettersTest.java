package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Preferences;
import dev.tidings.core.Message;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.SingleLetters;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Deferred;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsoleLettersTest {
    private static final String HOSTILE = "<script>alert('x')</script>\"/../&#";

    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private ConsoleClient operator = new ConsoleClient(app);

    @BeforeEach
    void signIn() {
        operator = ConsoleClient.signedIn(app);
    }

    @Test
    void letterIsShownAsItWasSent() {
        app.insertReader("ada");
        sendEdition();
        Message sent = app.transport().messages().getFirst();
        String letter = letterOf("ada");
        assertThat(operator.get(letter).text())
                .contains(sent.subject(), "1 delivery attempt", "It is stored as a file and was mailed to nobody.")
                .doesNotContain("Attempt 1");
        assertThat(operator.get(letter).html().selectFirst("iframe").attr("sandbox"))
                .isEmpty();
        assertThat(operator.get(letter + "/html").html().body().text())
                .isEqualTo(org.jsoup.Jsoup.parse(sent.html()).body().text());
        assertThat(operator.get(letter + "?part=text").html().selectFirst("pre").wholeText())
                .isEqualToIgnoringWhitespace(withoutTokens(sent.text()));
        assertThat(operator.get(letter + "?part=headers").text())
                .contains("<" + sent.messageId() + ">", "ada@example.com", "List-Unsubscribe-Post");
    }

    @Test
    void attemptsAreNamedIfThereAreSeveral() {
        app.insertReader("ada");
        app.transport()
                .respondingWith(
                        (key, batch) -> RecordingTransport.all(batch, new Deferred("451 Try again later", null), null));
        Edition edition = sendEdition();
        app.transport().reset();
        app.clock().advance(Duration.ofMinutes(1));
        app.deliver(edition.id(), 1);

        assertThat(operator.get(letterOf("ada")).text())
                .containsSubsequence(
                        "2 delivery attempts",
                        "Attempt 1: deferred",
                        "451 Try again later",
                        "Attempt 2: accepted",
                        "Sent");
    }

    @Test
    void tokensOfReadersAreHiddenInTheConsole() {
        app.insertReader("ada");
        sendEdition();
        Message sent = app.transport().messages().getFirst();
        List<String> tokens = tokens(sent.html() + sent.text() + sent.headers());
        assertThat(tokens).isNotEmpty().allMatch(token -> token.length() > 40);
        String letter = letterOf("ada");
        String preview = "digest=living-lytics&id=ada";
        Stream.of(
                        letter,
                        letter + "/html",
                        letter + "?part=text",
                        letter + "?part=headers",
                        "/console/users/preview?" + preview,
                        "/console/users/preview?part=text&" + preview,
                        "/console/users/preview?part=headers&" + preview,
                        "/console/users/preview/html?" + preview)
                .forEach(page -> assertThat(operator.get(page).body())
                        .as(page)
                        .doesNotContain(tokens)
                        .satisfies(body -> assertThat(tokens(body)).allMatch("hidden"::equals)));
    }

    @Test
    void shownLetterIsSandboxed() {
        app.insertReader("ada");
        sendEdition();
        ConsoleClient.BrowsedPage frame = operator.get(letterOf("ada") + "/html");
        assertThat(frame.header("Content-Security-Policy"))
                .startsWith("sandbox;")
                .contains("default-src 'none'", "form-action 'none'", "frame-ancestors 'self'")
                .doesNotContain("allow-", "script-src");
        assertThat(frame.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(frame.html().selectFirst("base").attr("target")).isEqualTo("_blank");
    }

    @Test
    void everyPageHasAStrictContentSecurityPolicy() {
        app.insertReader("ada");
        Edition edition = sendEdition();
        Stream.of(
                        "/console",
                        "/console/editions",
                        "/console/editions/" + edition.id(),
                        letterOf("ada"),
                        "/console/users",
                        "/console/users/user?id=ada",
                        "/console/users/preview?digest=living-lytics&id=ada",
                        "/console/users/test?digest=living-lytics&id=ada",
                        "/console/run?digest=living-lytics",
                        "/console/outbox",
                        "/console/nowhere",
                        "/console/sign-in")
                .forEach(this::assertStrictAndAccessible);
    }

    private void assertStrictAndAccessible(String path) {
        ConsoleClient.BrowsedPage page = operator.get(path);
        assertThat(page.header("Content-Security-Policy"))
                .as(path)
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Cache-Control")).as(path).contains("no-store");
        assertThat(page.header("Referrer-Policy")).as(path).isEqualTo("same-origin");
        Document html = page.html();
        assertThat(html.select("[style], style, script:not([src])")).as(path).isEmpty();
        assertThat(html.getAllElements())
                .as(path)
                .noneMatch(element -> element.attributes().asList().stream()
                        .anyMatch(attribute -> attribute.getKey().startsWith("on")));
        assertThat(html.select("input:not([type=hidden]):not([hidden]), select"))
                .as(path)
                .allMatch(field -> !html.select("label[for=" + field.id() + "]").isEmpty());
        Stream.concat(html.select("script").eachAttr("src").stream(), html.select("link").eachAttr("href").stream())
                .forEach(asset -> assertThat(new ConsoleClient(app).get(asset).status())
                        .as(asset)
                        .isEqualTo(200));
    }

    @Test
    void hostileNamesAndIdsAreEscaped() {
        app.insertReader(HOSTILE);
        app.jdbc()
                .sql("update users set name = :name, plan = :name, locale = :name, email = 'mallory@example.com'")
                .param("name", HOSTILE)
                .update();
        Edition edition = sendEdition();
        String user = "/console/users/user?id=" + ConsoleClient.encode(HOSTILE);
        Stream.of(
                        user,
                        "/console/editions/" + edition.id(),
                        letterOf(HOSTILE),
                        letterOf(HOSTILE) + "?part=text",
                        "/console/outbox",
                        "/console/editions/" + edition.id() + "?user=" + ConsoleClient.encode(HOSTILE),
                        "/console/users/test?digest=living-lytics&id=" + ConsoleClient.encode(HOSTILE))
                .forEach(page -> {
                    Document html = operator.get(page).html();
                    assertThat(html.select("script:not([src])")).as(page).isEmpty();
                    assertThat(html.body().text()).as(page).contains("<script>alert('x')</script>");
                });
        String link = operator.get("/console/editions/" + edition.id())
                .html()
                .selectFirst("td a.id")
                .attr("href");
        assertThat(operator.get(link).html().selectFirst("h1 .id").text()).isEqualTo(HOSTILE);
    }

    @Test
    void userIsFoundByIdOrEmailAndUrlsContainNoEmail() {
        app.insertUser("ada");
        assertThat(find("ada").header("Location")).endsWith("/console/users/user?id=ada");
        assertThat(find(" ADA@example.com ").header("Location")).endsWith("/console/users/user?id=ada");
        ConsoleClient.BrowsedPage nobody = find("nobody@example.com");
        assertThat(nobody.status()).isEqualTo(404);
        assertThat(nobody.text()).contains("Nobody has that id or that address.");
        app.jdbc()
                .sql("insert into users (id, email, account_id) values ('twin', 'Ada@Example.com', 'x')")
                .update();
        assertThat(find("ada@example.com").html().select(".lines .id").eachText())
                .containsExactly("ada", "twin");
        assertThat(operator.get("/console/users/user?id=nobody").text()).contains("There is no user \"nobody\"");
    }

    @Test
    void userPageShowsPreferencesConsentAndLetters() {
        app.insertReader("ada");
        sendEdition();
        app.get(Preferences.class)
                .setOptIn("ada", app.get(DigestCatalog.class).primary(), false, Preferences.ConsentSource.ONE_CLICK);
        assertThat(operator.get("/console/users/user?id=ada").text())
                .contains("ada@example.com", "Reader ada", "not subscribed", "May 4 – 10, 2026")
                .contains("Unsubscribed from living-lytics by the mail program’s unsubscribe button");
    }

    @Test
    void previewSendsNothingAndExplainsAMissingLetter() {
        app.insertReader("ada");
        app.insertUser("empty");
        assertThat(operator.get("/console/users/preview?digest=living-lytics&id=ada")
                        .text())
                .contains("Your Weekly Living Lytics Digest", "Nothing is sent.");
        assertThat(operator.get("/console/users/preview?digest=living-lytics&id=empty")
                        .text())
                .contains("There would be no letter: no content in this period.");
        assertThat(app.transport().messages()).isEmpty();
    }

    @Test
    void testLetterIsSentOnceAfterConfirmation() {
        app.insertReader("ada");
        ConsoleClient.BrowsedPage confirmation = operator.get("/console/users/test?digest=living-lytics&id=ada");
        assertThat(confirmation.text()).contains("Send one test letter now?", "ada@example.com");
        assertThat(app.transport().messages()).isEmpty();

        Element form = confirmation.html().selectFirst("main form");
        assertThat(form.selectFirst("button").text()).isEqualTo("Send 1 letter now");
        String letter = operator.submit(form).header("Location");
        assertThat(app.transport().messages()).hasSize(1);
        assertThat(operator.get(letter.substring(letter.indexOf("/console"))).text())
                .contains("sent test to ada", "it belongs to no edition");
    }

    @Test
    void failingPageShowsNoStackTrace() {
        app.insertReader("ada");
        sendEdition();
        app.jdbc().sql("update digest_log set content = '{'").update();
        ConsoleClient.BrowsedPage page = operator.get(letterOf("ada"));
        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text())
                .contains("Something went wrong", "The log shows the error.", "Go to the overview")
                .doesNotContain("at dev.tidings");
    }

    @Test
    void letterEventsAreShownWithClassificationAndReason() {
        app.insertReader("ada");
        sendEdition();
        assertThat(operator.get(letterOf("ada")).text()).doesNotContain("Activity");
        app.jdbc().sql("""
                insert into letter_event (letter_id, user_id, kind, link_kind, occurred_at, classification,
                    classification_reason)
                select id, user_id, came.kind, link, sent_at, classification, came.reason from digest_log, (values
                    ('opened', null, 'unknown', 'fetched by a mail proxy'),
                    ('clicked', 'button', 'human', 'a browser, minutes after'),
                    ('clicked', 'trap', 'machine', 'hidden link'))
                    as came (kind, link, classification, reason)""").update();
        assertThat(operator.get(letterOf("ada"))
                        .html()
                        .select("[aria-labelledby=events] li")
                        .eachText())
                .containsExactly(
                        "Opened just now unknown fetched by a mail proxy",
                        "Clicked the button just now human a browser, minutes after",
                        "Clicked the hidden link just now machine hidden link");
    }

    @Test
    void outboxListsStoredLettersNewestFirst() {
        assertThat(operator.get("/console/outbox").text()).contains("No letter is kept.");
        app.insertReader("ada");
        app.insertReader("ben");
        sendEdition();
        app.clock().advance(Duration.ofSeconds(1));
        app.get(SingleLetters.class).sendTest(app.get(DigestCatalog.class).primary(), "ada");
        List<String> stored =
                operator.get("/console/outbox").html().select("td a.id").eachText();
        assertThat(stored).containsExactlyInAnyOrder("ada", "ada", "ben").startsWith("ada");
        assertThat(operator.get("/console/outbox")
                        .html()
                        .selectFirst("tbody tr")
                        .text())
                .contains("test");
    }

    @Test
    void everyStoredLetterIsOnExactlyOnePageOfTheOutbox() {
        IntStream.range(0, 60).forEach(i -> app.insertReader("reader-" + i));
        sendEdition();
        Document first = operator.get("/console/outbox").html();
        Document second = operator.get(first.select("a[rel=next]").attr("href")).html();
        List<String> seen = new ArrayList<>(first.select("td a.id").eachText());
        seen.addAll(second.select("td a.id").eachText());
        assertThat(seen).hasSize(60).doesNotHaveDuplicates();
        assertThat(second.select("a[rel=next]")).isEmpty();
    }

    private ConsoleClient.BrowsedPage find(String who) {
        return operator.submit(operator.get("/console/users").html().selectFirst("main form"), "who", who);
    }

    private String letterOf(String user) {
        Document page = operator.get("/console/users/user?id=" + ConsoleClient.encode(user))
                .html();
        return page.selectFirst("td.go a").attr("href");
    }

    private static List<String> tokens(String text) {
        return Pattern.compile("token=([A-Za-z0-9._-]+)")
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .distinct()
                .toList();
    }

    private static String withoutTokens(String text) {
        return text.replaceAll("token=[A-Za-z0-9._-]+", "token=hidden");
    }

    private static Edition sendEdition() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        app.deliver(edition.id(), 1);
        return edition;
    }
}

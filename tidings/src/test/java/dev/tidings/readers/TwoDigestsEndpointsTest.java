package dev.tidings.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.core.Message;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.edition.FrozenContentCodec;
import dev.tidings.ledger.Letters;
import dev.tidings.opportunities.FeedbackEvent;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.opportunities.FeedbackEvents;
import dev.tidings.render.Renderer;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import dev.tidings.transport.SendOutcome.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Living Lytics and Proletto in one process: two audiences, one ledger, links for one digest each. */
class TwoDigestsEndpointsTest {
    private static final String NUMBERS = "living-lytics";
    private static final String OPPORTUNITIES = "proletto";
    private static final String PUBLIC = "https://digest.example";
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @RegisterExtension
    static final TestApplication app = TestApplication.serving(bothExamples()).with("TIDINGS_PUBLIC_URL", PUBLIC);

    private final TestApiClient admin = TestApiClient.asAdmin(app);
    private final TestApiClient reader = TestApiClient.withHeaders(app, "User-Agent", BROWSER);

    /** The examples, with tracking for Proletto. */
    private static Path bothExamples() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "both-digests");
            Files.createDirectory(folder.resolve("digests"));
            for (String digest : List.of(NUMBERS, OPPORTUNITIES)) {
                String text = Files.readString(Path.of("../examples", digest, "digests", digest + ".yml"));
                String tracking = digest.equals(OPPORTUNITIES) && !text.contains("tracking:")
                        ? "\ntracking: { opens: true, clicks: true }\n"
                        : "";
                Files.writeString(folder.resolve("digests/" + digest + ".yml"), text + tracking);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void insertSubscribersAndOpportunities() {
        app.jdbc().sql("truncate opportunity cascade").update();
        app.insertReader("ada");
        app.insertReader("ben");
        app.jdbc().sql("""
                        update users set plan = 'pro', profile = '{"disciplines": ["sculpture"], "tags": ["stone"]}'
                        where id = 'ada'""").update();
        TestApiResponse imported = admin.send(
                "POST", "/v1/opportunities/bulk", BodyPublishers.ofString("""
                        {"id": "quarry", "title": "Quarry residency", "url": "https://quarry.example/call?year=2026", "tags": ["stone"], "discipline": ["sculpture"], "remote": true, "source": "one"}
                        {"id": "chisel", "title": "Chisel prize", "url": "https://chisel.example/", "tags": ["stone"], "discipline": ["sculpture"], "remote": true, "source": "two"}
                        """), "Content-Type", "application/x-ndjson");
        assertThat(imported.json().path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void eachDigestIsSentToItsAudience() {
        sendAll();

        assertThat(ledger())
                .containsExactlyInAnyOrder(
                        "ada living-lytics regular sent",
                        "ben living-lytics regular sent",
                        "ada proletto regular sent");
    }

    @Test
    void runDigestNowReturnsTheEditionAndSendsOnce() {
        TestApiResponse first = admin.get("/admin/api/run-digest-now");
        TestApiResponse second = admin.post("/admin/api/run-digest-now", "");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Cache-Control")).contains("no-store");
        String address = first.json().path("address").asString();
        assertThat(address).matches("/v1/editions/\\d+");
        assertThat(first.header("Location")).isEqualTo(address);
        assertThat(first.json().path("edition").path("digest").asString()).isEqualTo(OPPORTUNITIES);
        assertThat(second.json().path("address").asString()).isEqualTo(address);
        assertThat(admin.get(address).json().path("opened_by").asString()).isEqualTo("api");

        sendEdition(first.json().path("edition").path("id").asLong());
        admin.get("/admin/api/run-digest-now");
        assertThat(ledger()).containsExactly("ada proletto regular sent");
    }

    @Test
    void runDigestNowAcceptsADigestName() {
        TestApiResponse answer = admin.get("/admin/api/run-digest-now?digest=" + NUMBERS);

        assertThat(answer.json().path("edition").path("digest").asString()).isEqualTo(NUMBERS);
        assertThat(admin.get("/admin/api/run-digest-now?digest=monthly").status())
                .isEqualTo(404);
    }

    @Test
    void headIsNotAllowed() {
        for (String path : List.of("/admin/api/run-digest-now", "/admin/api/test-digest-email/ada")) {
            TestApiResponse answer = admin.send("HEAD", path, BodyPublishers.noBody());
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, POST");
        }
        assertThat(app.jdbc()
                        .sql("select count(*) from edition")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(ledger()).isEmpty();
    }

    @Test
    void testLetterIgnoresConsentAndIsNotRegular() {
        app.jdbc().sql("update users set opt_in_digest = false").update();

        JsonNode letter = admin.get("/admin/api/test-digest-email/ben").json();
        assertThat(letter.path("status").asString()).isEqualTo("sent");
        assertThat(letter.path("kind").asString()).isEqualTo("test");
        admin.post("/admin/api/test-digest-email/ada", "");
        assertThat(digestEmail())
                .extracting(row -> row.get("user_id") + " " + row.get("status"))
                .containsExactlyInAnyOrder("ben test", "ada test");

        app.jdbc().sql("update users set opt_in_digest = true").update();
        sendAll();
        assertThat(ledger()).contains("ada proletto regular sent", "ada proletto test sent");
    }

    @Test
    void testLetterToASuppressedAddressIsNotSent() {
        app.jdbc()
                .sql("insert into suppression (address, reason) values ('ada@example.com', 'bounce')")
                .update();

        JsonNode letter = admin.get("/admin/api/test-digest-email/ada").json();

        assertThat(letter.path("status").asString()).isEqualTo("skipped");
        assertThat(letter.path("reason").asString()).isEqualTo("SUPPRESSED");
        assertThat(app.transport().messages()).isEmpty();
        assertThat(admin.get("/admin/api/test-digest-email/nobody").status()).isEqualTo(404);
    }

    @Test
    void digestEmailHasTheColumnsOfTheRequirement() {
        admin.get("/admin/api/test-digest-email/ada");
        app.transport()
                .respondingWith(
                        (key, batch) -> RecordingTransport.all(batch, new Rejected("no such mailbox", false), null));
        admin.get("/admin/api/test-digest-email/ada");
        app.transport().reset();
        sendAll();

        assertThat(digestEmail()).hasSize(3).allSatisfy(row -> {
            assertThat(row.keySet())
                    .containsExactly(
                            "id", "user_id", "sent_at", "opportunity_count", "status", "opened_at", "clicked_at");
            assertThat(row.get("user_id")).isEqualTo("ada");
            assertThat(row.get("opportunity_count")).isEqualTo(2);
            assertThat(row.get("sent_at")).isNotNull();
            assertThat(row.get("opened_at")).isNull();
            assertThat(row.get("clicked_at")).isNull();
        });
        assertThat(digestEmail())
                .extracting(row -> row.get("status"))
                .containsExactlyInAnyOrder("test", "failed", "sent");
    }

    @Test
    void linksOfALetterWork() {
        sendAll();
        Document letter = letter(OPPORTUNITIES, "ada");
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofHours(2)));

        assertThat(reader.get(path(letter.selectFirst("img[width=1]").attr("src")))
                        .header("Content-Type"))
                .isEqualTo("image/gif");
        assertThat(location(link(letter, "View all opportunities"))).isEqualTo("https://proletto.com/opportunities");
        setClockToMinute(10);
        assertThat(location(link(letter, "Quarry residency"))).isEqualTo("https://quarry.example/call?year=2026");
        setClockToMinute(20);
        assertThat(reader.get(link(letter, "[aria-label=More like this: Quarry residency]"))
                        .body())
                .contains("Noted, thank you.");
        setClockToMinute(30);
        assertThat(reader.get(link(letter, "[aria-label=Not for me: Chisel prize]"))
                        .body())
                .contains("Noted, thank you.");

        Map<String, Object> row = digestEmail().getFirst();
        assertThat(row.get("opened_at")).isNotNull();
        assertThat(row.get("clicked_at")).isNotNull();
        assertThat(app.get(FeedbackEvents.class).listOfUser("ada", 10))
                .filteredOn(feedback -> feedback.kind() != FeedbackKind.SENT)
                .extracting(FeedbackEvent::kind, FeedbackEvent::opportunityId, FeedbackEvent::machine)
                .containsExactly(
                        tuple(FeedbackKind.DISMISSED, "chisel", false),
                        tuple(FeedbackKind.RATED, "quarry", false),
                        tuple(FeedbackKind.CLICKED, "quarry", false),
                        tuple(FeedbackKind.OPENED, null, false));
    }

    @Test
    void hiddenLinkIsInvisible() {
        sendAll();
        Element hiddenLink = letter(OPPORTUNITIES, "ada").selectFirst("a[aria-hidden=true]");

        assertThat(hiddenLink.text()).isEmpty();
        assertThat(hiddenLink.attr("tabindex")).isEqualTo("-1");
        assertThat(hiddenLink.attr("style")).contains("display:none");
        assertThat(location(path(hiddenLink.attr("href")))).isEqualTo("https://proletto.com/opportunities");
    }

    @Test
    void untrackedDigestHasNoTrackedLinks() {
        sendAll();
        Document letter = letter(NUMBERS, "ada");

        assertThat(letter.select("img[width=1], a[aria-hidden]")).isEmpty();
        assertThat(letter.html()).doesNotContain(ReaderLinks.OPEN, ReaderLinks.CLICK);
    }

    @Test
    void renderingIsDeterministic() {
        sendAll();
        long id = app.jdbc()
                .sql("select id from digest_log where digest = :digest")
                .param("digest", OPPORTUNITIES)
                .query(Long.class)
                .single();
        Message again = app.get(Renderer.class)
                .render(app.get(Letters.class)
                        .content(id)
                        .map(app.get(FrozenContentCodec.class)::restore)
                        .orElseThrow());

        assertThat(app.transport().messages()).contains(again);
    }

    @Test
    void unsubscribeAffectsOnlyItsDigest() {
        sendAll();
        for (String digest : List.of(OPPORTUNITIES, NUMBERS)) {
            String otherDigest = digest.equals(NUMBERS) ? OPPORTUNITIES : NUMBERS;
            String unsubscribe = link(letter(digest, "ada"), "Unsubscribe");
            TestApiResponse page = reader.get(unsubscribe);
            assertThat(page.body()).contains("You’re unsubscribed.");
            assertThat(isSubscribed(digest)).as(digest).isFalse();
            assertThat(isSubscribed(otherDigest)).as(otherDigest).isTrue();

            String undo =
                    Jsoup.parse(page.body()).selectFirst("input[name=token]").attr("value");
            reader.send("POST", ReaderLinks.UNDO_UNSUBSCRIBE + "?token=" + undo, BodyPublishers.noBody());
            assertThat(isSubscribed(digest)).isTrue();
        }
    }

    @Test
    void oneClickAffectsOnlyItsDigest() {
        sendAll();
        String header = message(NUMBERS, "ada").headers().get("List-Unsubscribe");
        String link = path(header.substring(1, header.indexOf('>')));

        TestApiResponse answer = TestApiClient.withHeaders(app)
                .send(
                        "POST",
                        link,
                        BodyPublishers.ofString("List-Unsubscribe=One-Click"),
                        "Content-Type",
                        "application/x-www-form-urlencoded");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(isSubscribed(NUMBERS)).isFalse();
        assertThat(isSubscribed(OPPORTUNITIES)).isTrue();
    }

    @Test
    void preferencesPageShowsBothDigests() {
        sendAll();
        for (String digest : List.of(NUMBERS, OPPORTUNITIES)) {
            String page = link(letter(digest, "ada"), "Preferences");
            assertThat(Jsoup.parse(reader.get(page).body())
                            .select("input[name=digest]")
                            .eachAttr("value"))
                    .containsExactly(NUMBERS, OPPORTUNITIES);
        }
        reader.send(
                "POST",
                link(letter(NUMBERS, "ada"), "Preferences"),
                BodyPublishers.ofString("digest=" + OPPORTUNITIES),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(isSubscribed(NUMBERS)).isFalse();
        assertThat(isSubscribed(OPPORTUNITIES)).isTrue();
    }

    @Test
    void optOutSkipsOnlyItsDigest() {
        TestApiClient.asUser(app, "ada")
                .put("/v1/digest/preferences?digest=" + OPPORTUNITIES, "{\"opt_in_digest\": false}");
        sendAll();

        assertThat(ledger()).contains("ada living-lytics regular sent").doesNotContain("ada proletto regular sent");
    }

    private void sendAll() {
        admin.post("/v1/digest/run-all", "")
                .json()
                .path("editions")
                .forEach(edition -> sendEdition(edition.path("id").asLong()));
    }

    private static void sendEdition(long edition) {
        app.get(EditionPlanner.class).plan(edition);
        app.jdbc()
                .sql("select number from chunk where edition_id = :edition")
                .param("edition", edition)
                .query(Integer.class)
                .list()
                .forEach(chunk -> app.deliver(edition, chunk));
    }

    private static List<String> ledger() {
        return app.jdbc()
                .sql("select user_id || ' ' || digest || ' ' || kind || ' ' || status from digest_log order by id")
                .query(String.class)
                .list();
    }

    private static List<Map<String, Object>> digestEmail() {
        return app.jdbc().sql("select * from digest_email order by id").query().listOfRows();
    }

    private static boolean isSubscribed(String digest) {
        return TestApiClient.asUser(app, "ada")
                .get("/v1/digest/preferences?digest=" + digest)
                .json()
                .path("opt_in_digest")
                .asBoolean();
    }

    private static Message message(String digest, String user) {
        return app.transport().messages().stream()
                .filter(message -> message.messageId().contains("." + digest + "."))
                .filter(message -> message.to().address().value().startsWith(user + "@"))
                .findFirst()
                .orElseThrow();
    }

    private static Document letter(String digest, String user) {
        return Jsoup.parse(message(digest, user).html());
    }

    /** @param textOrSelector the link's text, or a selector in brackets */
    private static String link(Document letter, String textOrSelector) {
        Element link = letter.select("a[href]").stream()
                .filter(candidate -> textOrSelector.startsWith("[")
                        ? textOrSelector.equals("[aria-label=" + candidate.attr("aria-label") + "]")
                        : candidate.text().equals(textOrSelector))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link " + textOrSelector + " in " + letter.text()));
        return path(link.attr("href"));
    }

    private String location(String path) {
        return reader.get(path).header("Location");
    }

    private static void setClockToMinute(int minutes) {
        app.clock().set(TestApplication.MONDAY.plus(Duration.ofHours(2)).plus(Duration.ofMinutes(minutes)));
    }

    private static String path(String address) {
        assertThat(address).startsWith(PUBLIC + "/");
        return address.substring(PUBLIC.length());
    }
}

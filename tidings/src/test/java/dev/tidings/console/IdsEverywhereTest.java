package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** An id that an import takes works in every path, page and letter. */
class IdsEverywhereTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    static List<String> ids() {
        return List.of(
                "org/7",
                "50%",
                "%2F",
                "a;b",
                ".",
                "..",
                "a b",
                "a+b",
                "a\\b",
                "a?b#c&d=e",
                "{x}",
                "<b>'\"",
                "//",
                "ü",
                "日本",
                "שלום",
                "😀",
                "x".repeat(127) + "é");
    }

    private static String encode(String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return id.chars().allMatch(c -> c == '.') ? id.replace(".", "%2E") : encoded;
    }

    private static String quoted(String text) {
        return new JsonMapper().writeValueAsString(text);
    }

    private void importUser(String id) {
        TestApiResponse answer = admin.post(
                "/v1/users/bulk",
                "{\"id\": " + quoted(id) + ", \"email\": \"ada@example.com\", \"account_id\": " + quoted(id) + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        TestApiResponse metrics = admin.post(
                "/v1/metrics/ingest",
                "{\"account_id\": " + quoted(id) + ", \"metric_date\": \"2026-05-05\", \"data\": {\"sessions\": 7}}");
        assertThat(metrics.status()).as(metrics.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void userIsReachedByTheApi(String id) {
        importUser(id);
        String path = "/v1/users/" + encode(id);

        assertThat(admin.get(path).json().path("id").asString()).isEqualTo(id);
        TestApiResponse optedOut = admin.put(path, "{\"opt_in_digest\": false}");
        assertThat(optedOut.status()).as(optedOut.body()).isEqualTo(200);
        assertThat(optedOut.json().path("opt_in_digest").asBoolean()).isFalse();
        TestApiResponse test = admin.post("/admin/api/test-digest-email/" + encode(id), "");
        assertThat(test.json().path("user_id").asString()).as(test.body()).isEqualTo(id);
        assertThat(admin.get("/v1/digest/preview?format=json&user_id=" + encode(id))
                        .status())
                .isEqualTo(200);
        assertThat(TestApiClient.asUser(app, id).get("/v1/digest/preferences").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void opportunityIsReachedByTheApiAndTheConsole(String id) {
        TestApiResponse imported = admin.post(
                "/v1/opportunities/bulk",
                "{\"id\": " + quoted(id) + ", \"title\": \"Call\", \"url\": \"https://a.example/call\"}");
        assertThat(imported.status()).as(imported.body()).isEqualTo(200);
        String path = "/v1/opportunities/" + encode(id);

        assertThat(admin.get(path).json().path("id").asString()).isEqualTo(id);
        assertThat(admin.post(path + "/hide", "").json().path("status").asString())
                .isEqualTo("hidden");
        ConsoleClient operator = ConsoleClient.signedIn(app);
        assertThat(operator.get(ConsoleUrls.opportunity(id)).status()).isEqualTo(200);
        assertEveryLinkWorks(operator, "/console/opportunities");
        assertEveryLinkWorks(operator, ConsoleUrls.opportunity(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void userIsReachedByTheConsole(String id) {
        importUser(id);
        admin.post("/v1/digest/run-all", "{}");
        ConsoleClient operator = ConsoleClient.signedIn(app);

        assertThat(operator.get(ConsoleUrls.user(id)).text()).contains(id);
        assertEveryLinkWorks(operator, ConsoleUrls.user(id));
        assertEveryLinkWorks(operator, ConsoleUrls.preview("living-lytics", id));
    }

    private static void assertEveryLinkWorks(ConsoleClient operator, String page) {
        operator.get(page)
                .html()
                .select("a[href^=/console]")
                .eachAttr("href")
                .forEach(
                        link -> assertThat(operator.get(link).status()).as(link).isEqualTo(200));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void readerUnsubscribesByTheLink(String id) {
        importUser(id);
        String token =
                app.get(UnsubscribeTokens.class).issue(LinkPurpose.UNSUBSCRIBE, new LinkBearer(id, "living-lytics"));

        assertThat(TestApiClient.withHeaders(app)
                        .get("/v1/digest/unsubscribe?token=" + token)
                        .status())
                .isEqualTo(200);
        assertThat(admin.get("/v1/users/" + encode(id))
                        .json()
                        .path("opt_in_digest")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void nextPageOfLettersBeginsAfterAnyId() {
        ids().forEach(this::importUser);
        long edition = admin.post("/v1/digest/run-all", "{}")
                .json()
                .at("/editions/0/id")
                .asLong();
        app.jdbc()
                .sql("""
                        insert into digest_log (id, edition_id, digest, user_id, kind, period_start, period_end, status, skip_reason)
                        select 1000 + u.n, e.id, e.digest, u.user_id, 'regular', e.period_start, e.period_end, 'skipped', 'CANCELLED'
                        from edition as e, unnest(:ids::text[]) with ordinality as u (user_id, n) where e.id = :edition
                        """)
                .param("ids", ids().toArray(String[]::new))
                .param("edition", edition)
                .update();
        String next = "/v1/editions/" + edition + "/letters?limit=1";
        int pages = 0;
        while (!next.isEmpty()) {
            TestApiResponse page = admin.get(next);
            assertThat(page.status()).as(next).isEqualTo(200);
            next = page.json().path("next").asString("");
            pages++;
        }
        assertThat(pages).isEqualTo(ids().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "a\u2066b", "a\u0007b", "a\nb", "a\u0085b", "a\u2028b"})
    void idWithControlCharactersIsRefusedWithTheReason(String id) {
        TestApiResponse answer = admin.post(
                "/v1/users/bulk",
                "{\"id\": " + quoted(id) + ", \"email\": \"ada@example.com\", \"account_id\": \"a\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/bad_rows/0/text").asString())
                .isEqualTo("id has control characters or characters that override the direction of text");
    }

    @Test
    void idThatIsTheAddressOfImportsIsRefused() {
        TestApiResponse answer = admin.post(
                "/v1/users/bulk", "{\"id\": \"bulk\", \"email\": \"ada@example.com\", \"account_id\": \"bulk\"}");

        assertThat(answer.json().at("/bad_rows/0/text").asString())
                .isEqualTo("id is \"bulk\", which is the address of imports");
    }

    @Test
    void keyThatIsNearlyRightNamesTheRightOne() {
        assertThat(admin.put("/v1/users/ada", "{\"timezone\": \"UTC\"}")
                        .json()
                        .path("detail")
                        .asString())
                .startsWith("unknown key \"timezone\"; did you mean time_zone? known are id, email, ");
        assertThat(admin.post("/v1/digest/test", "{\"userid\": \"ada\"}")
                        .json()
                        .path("detail")
                        .asString())
                .startsWith("unknown key \"userid\" in the body; did you mean user_id? known are ");
    }
}

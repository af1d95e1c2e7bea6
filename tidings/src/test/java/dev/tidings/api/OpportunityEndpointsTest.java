package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bulk upload of opportunities by the product. */
class OpportunityEndpointsTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private final TestApiClient admin = TestApiClient.asAdmin(app);

    @Test
    void goodLinesAreKeptAndBadOnesReported() {
        TestApiResponse answer = bulk(admin, "application/x-ndjson", """
                {"id": "p-1", "title": "Stone", "url": "https://a.example/1", "tags": ["stone"], "deadline": "2026-12-01", "fee": "see website"}
                {"title": "Nowhere", "url": "nowhere"}
                """);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"accepted":1,"rejected":1,"bad_rows":[{"line":2,"text":"url is not a web address such as https://example.org/call"}],\
                "noted":1,"notes":[{"line":1,"text":"fee has no amount that can be read; readers see its text"}]}""");
        assertThat(app.get(Opportunities.class).find("p-1")).isPresent();
    }

    @Test
    void csvBodyIsAccepted() {
        TestApiResponse answer =
                bulk(admin, "text/csv; charset=utf-8", "id,title,url,tags\np-2,Wood,https://a.example/2,wood;stone\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(app.get(Opportunities.class)
                        .find("p-2")
                        .orElseThrow()
                        .opportunity()
                        .tags())
                .containsExactly("wood", "stone");
    }

    @Test
    void bodyWithoutAGoodLineIsRefused() {
        assertThat(bulk(admin, "application/x-ndjson", "{\"title\": \"Nowhere\"}\n")
                        .status())
                .isEqualTo(400);
        assertThat(bulk(admin, "text/csv", "title,link\nA,https://a.example/1\n")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void opportunityShowsItsFeeTextAndItsOtherReports() {
        bulk(admin, "application/x-ndjson", """
                {"id": "c-1", "title": "Marble week in Carrara", "url": "https://a.example/c", "organization": "Cava Alta", "source": "one",
                 "deadline": "2026-12-01", "fee": "$25 first entry / $10 each additional"}
                {"id": "c-2", "title": "Marble Week in Carrara", "url": "https://b.example/c", "organization": "Cava Alta", "source": "two",
                 "deadline": "2026-12-01"}
                """.replace(",\n ", ","));

        TestApiResponse joined = admin.get("/v1/opportunities/c-1");
        assertThat(joined.json().path("fee").decimalValue()).isEqualByComparingTo("25");
        assertThat(joined.json().path("fee_text").asString()).isEqualTo("$25 first entry / $10 each additional");
        assertThat(joined.json().path("duplicates").findValuesAsString("source"))
                .containsExactly("two");

        TestApiResponse split = post("/v1/opportunities/c-2/split");
        assertThat(split.status()).isEqualTo(200);
        assertThat(split.json().path("duplicates")).isEmpty();
        assertThat(admin.get("/v1/opportunities/c-1").json().path("duplicates")).isEmpty();
        assertThat(post("/v1/opportunities/c-2/split").status()).isEqualTo(409);
        assertThat(post("/v1/opportunities/nothing/split").status()).isEqualTo(404);

        TestApiResponse undone = post("/v1/opportunities/c-1/join");
        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.json().path("duplicates").findValuesAsString("id")).containsExactly("c-2");
        assertThat(post("/v1/opportunities/c-1/join").status()).isEqualTo(409);
        assertThat(post("/v1/opportunities/nothing/join").status()).isEqualTo(404);
        assertThat(admin.get("/v1/opportunities/nothing").status()).isEqualTo(404);
    }

    @Test
    void statusIsSetForAllReportsOfAnOpportunity() {
        bulk(admin, "application/x-ndjson", """
                {"id": "h-1", "title": "Granite month in Baveno", "url": "https://a.example/h", "organization": "Cava Alta", "source": "one", "deadline": "2026-12-01"}
                {"id": "h-2", "title": "Granite month in Baveno", "url": "https://b.example/h", "organization": "Cava Alta", "source": "two", "deadline": "2026-12-01", "fee": "$25"}
                """);

        assertThat(post("/v1/opportunities/h-2/hide").body())
                .isEqualTo("{\"id\":\"h-2\",\"status\":\"hidden\",\"reports\":2}");
        assertThat(admin.get("/v1/opportunities/h-1").json().path("status").stringValue())
                .isEqualTo("hidden");
        TestApiResponse expired = post("/v1/opportunities/h-1/expire");
        assertThat(expired.json().path("reports").intValue()).isEqualTo(2);
        assertThat(expired.json().path("status").stringValue()).isEqualTo("expired");
        assertThat(post("/v1/opportunities/h-1/show").json().path("reports").intValue())
                .isEqualTo(2);
        assertThat(admin.get("/v1/opportunities/h-1")
                        .json()
                        .path("duplicates")
                        .path(0)
                        .path("fee")
                        .decimalValue())
                .isEqualByComparingTo("25");
        assertThat(post("/v1/opportunities/nothing/hide").status()).isEqualTo(404);
        assertThat(TestApiClient.asUser(app, "user-17")
                        .send("POST", "/v1/opportunities/h-1/hide", BodyPublishers.noBody())
                        .status())
                .isEqualTo(403);
        assertThat(app.get(Opportunities.class)
                        .find("h-1")
                        .orElseThrow()
                        .opportunity()
                        .status())
                .isEqualTo(OpportunityStatus.LIVE);
    }

    private TestApiResponse post(String path) {
        return admin.send("POST", path, BodyPublishers.noBody());
    }

    @Test
    void onlyAdministratorsMayUpload() {
        String line = "{\"id\": \"p-3\", \"title\": \"Stone\", \"url\": \"https://a.example/3\"}\n";

        assertThat(bulk(TestApiClient.withHeaders(app), "application/x-ndjson", line)
                        .status())
                .isEqualTo(401);
        assertThat(bulk(TestApiClient.asUser(app, "user-17"), "application/x-ndjson", line)
                        .status())
                .isEqualTo(403);
        assertThat(app.get(Opportunities.class).find("p-3")).isEmpty();
    }

    private static TestApiResponse bulk(TestApiClient caller, String type, String body) {
        return caller.send("POST", "/v1/opportunities/bulk", BodyPublishers.ofString(body), "Content-Type", type);
    }
}

package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The API's description is its contract: every answer to a request made from the description is as described, and none
 * is a fault. {@code -Dtidings.contract.requests=20000 -Dtidings.contract.seed=7} makes more and other requests.
 */
class ApiContractTest {
    private static final int REQUESTS = Integer.getInteger("tidings.contract.requests", 2000);
    private static final long SEED = Long.getLong("tidings.contract.seed", 22);
    private static final int MAX_SHOWN = 20;

    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    @Test
    void everyAnswerIsAsDescribed() throws IOException, InterruptedException {
        fill();
        JsonNode description =
                TestApiClient.withHeaders(app).get("/docs/openapi").json();
        RequestGenerator generator = new RequestGenerator(description, SEED);
        DescribedAnswers described = new DescribedAnswers(description);
        Map<String, Integer> failures = new TreeMap<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < REQUESTS; i++) {
                GeneratedRequest request = generator.next(i);
                HttpResponse<String> answer = client.send(request.toHttp(app.url()), BodyHandlers.ofString());
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                List<String> differences = described.differences(request, answer);
                if (!differences.isEmpty() && failures.size() < MAX_SHOWN) {
                    failures.merge(
                            differences + "\n" + request + "\n" + answer.statusCode() + " " + answer.body(),
                            1,
                            Integer::sum);
                }
            }
        }
        System.out.println(REQUESTS + " requests to " + generator.operations() + " operations: " + statuses);

        assertThat(failures.keySet()).isEmpty();
        assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 5);
    }

    private static void fill() {
        TestApiClient admin = TestApiClient.asAdmin(app);
        app.insertReader("ada");
        for (String id : List.of("org/7", "50%", "a;b", ".", "..", "a b", "ü", "日本")) {
            String line = "{\"id\": \"" + id + "\", \"email\": \"reader@example.com\", \"account_id\": \"ada\"}";
            assertThat(admin.post("/v1/users/bulk", line).status()).isEqualTo(200);
            assertThat(admin.post(
                                    "/v1/opportunities/bulk",
                                    "{\"id\": \"" + id + "\", \"title\": \"Call\", \"url\": \"https://a.example/"
                                            + id.hashCode() + "\"}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(admin.post("/v1/digest/run-all", "{}").status()).isEqualTo(202);
    }
}

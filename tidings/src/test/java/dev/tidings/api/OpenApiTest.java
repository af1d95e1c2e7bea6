package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.readers.ReaderLinks;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The OpenAPI description and its page under {@code /docs}. */
class OpenApiTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    private final TestApiClient anonymous = TestApiClient.withHeaders(app);

    @Test
    void everyListedEndpointIsDescribedWithItsCaller() {
        JsonNode description = anonymous.get("/docs/openapi").json();

        assertThat(description.path("paths").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Endpoint.ALL.stream()
                        .map(Endpoint::path)
                        .filter(OpenApiTest::isDescribed)
                        .toList());
        assertThat(description.path("tags").findValuesAsString("name"))
                .containsExactly(
                        "Digests",
                        "Scheduler",
                        "Editions",
                        "Preferences",
                        "Users",
                        "Metrics",
                        "Opportunities",
                        "Readers",
                        "Maintenance",
                        "Health");
        Endpoint.ALL.stream()
                .filter(endpoint -> isDescribed(endpoint.path()))
                .forEach(endpoint -> description
                        .path("paths")
                        .path(endpoint.path())
                        .forEach(operation -> {
                            String expected = endpoint.caller().needsToken()
                                    ? "[{\"" + EditionResponse.lowerCase(endpoint.caller()) + "\":[]}]"
                                    : "";
                            assertThat(operation.path("security").toString()).isEqualTo(expected);
                            assertThat(operation.path("summary").asString()).isNotEmpty();
                            assertThat(operation.path("tags")).hasSize(1);
                        }));
    }

    private static boolean isDescribed(String path) {
        return path.startsWith("/v1/") || path.startsWith("/admin/api/");
    }

    @Test
    void readerEndpointsReturnAPageAPixelOrARedirect() {
        JsonNode paths = anonymous.get("/docs/openapi").json().path("paths");

        Endpoint.ALL.stream()
                .filter(endpoint -> endpoint.caller() == Caller.READER)
                .forEach(endpoint -> paths.path(endpoint.path()).forEach(operation -> {
                    JsonNode answers = operation.path("responses");
                    switch (endpoint.path()) {
                        case ReaderLinks.OPEN ->
                            assertThat(contentTypes(answers, "200")).containsExactly("image/gif");
                        case ReaderLinks.CLICK -> {
                            assertThat(answers.propertyNames()).containsExactlyInAnyOrder("302", "400", "503");
                            assertThat(contentTypes(answers, "302")).isEmpty();
                        }
                        default -> assertThat(contentTypes(answers, "200")).containsExactly("text/html");
                    }
                    assertThat(contentTypes(answers, "400")).containsExactly("text/html", "application/problem+json");
                }));
    }

    private static Collection<String> contentTypes(JsonNode answers, String status) {
        return answers.path(status).path("content").propertyNames();
    }

    @Test
    void schemaFieldsHaveTheirJsonNames() {
        JsonNode schemas =
                anonymous.get("/docs/openapi").json().path("components").path("schemas");

        assertThat(schemas.path("Edition").path("properties").propertyNames())
                .contains("period_start", "opened_by", "due", "sent", "skipped", "error", "owed");
        assertThat(schemas.path("UnreadableEdition").path("properties").propertyNames())
                .containsExactlyInAnyOrder("id", "digest", "unreadable", "state", "sentence");
        assertThat(schemas.path("EditionListEntry").path("oneOf").findValuesAsString("$ref"))
                .containsExactlyInAnyOrder("#/components/schemas/Edition", "#/components/schemas/UnreadableEdition");
        assertThat(schemas.path("Problem").path("properties").propertyNames())
                .contains("title", "status", "detail", "instance", "request_id");
        schemas.forEach(schema -> schema.path("properties")
                .propertyNames()
                .forEach(name -> assertThat(name).matches("[a-z_]+")));
    }

    @Test
    void everyOperationHasItsOwnStableName() {
        List<String> names = anonymous.get("/docs/openapi").json().path("paths").findValuesAsString("operationId");

        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][A-Za-z]+"))
                .contains("getUser", "putUser", "importUsers", "runDigestNow", "runDigestNowByGet", "listEditions");
    }

    @Test
    void bodiesOfRequestsHaveNoOtherKeysAndAnswersNameWhatIsNull() {
        JsonNode schemas =
                anonymous.get("/docs/openapi").json().path("components").path("schemas");

        for (String body : List.of("RunRequest", "TestLetterRequest", "RetryRequest", "RateChange", "UserLine")) {
            assertThat(schemas.path(body).path("additionalProperties").asString())
                    .as(body)
                    .isEqualTo("false");
        }
        assertThat(schemas.at("/Edition/properties/reason/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(schemas.at("/Edition/properties/sent/type").toString()).isEqualTo("\"integer\"");
        assertThat(schemas.at("/ScheduleEntry/properties/last_results/anyOf").toString())
                .isEqualTo("[{\"$ref\":\"#/components/schemas/Edition\"},{\"type\":\"null\"}]");
        assertThat(schemas.at("/Letter/required").toString()).contains("reason").doesNotContain("\"attempts\"");
    }

    @Test
    void docsPageLoadsNoExternalResources() {
        TestApiResponse docs = anonymous.get("/docs");
        assertThat(docs.status()).isEqualTo(302);
        TestApiResponse page = anonymous.get(docs.header("Location"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui").doesNotContain("http://", "https://", "//cdn");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self';");
        assertThat(anonymous.get("/swagger-ui/swagger-initializer.js").body()).contains("/docs/openapi/swagger-config");
    }
}

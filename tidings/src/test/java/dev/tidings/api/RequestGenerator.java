package dev.tidings.api;

import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests from the API's description: most of them valid, the others wrong in one way or another. */
final class RequestGenerator {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "ada",
            "0",
            "-1",
            "1",
            "12",
            "9223372036854775807",
            "9223372036854775808",
            "1e3",
            "true",
            "null",
            "[]",
            "{}",
            "a b",
            "org/7",
            "50%",
            "a;b",
            ".",
            "..",
            "ü",
            "日本",
            "\u202eabc",
            "\u0007",
            "%",
            "%zz",
            "'",
            "\"",
            "\\",
            "living-lytics",
            "weekly",
            "open",
            "OPEN",
            "html",
            "2026-05-04",
            "last_completed_week",
            "20%",
            "\ud83d\ude00",
            "a".repeat(128),
            "b".repeat(129),
            "x".repeat(3000),
            "ada@example.com",
            "https://a.example/");
    private static final List<String> IDS =
            List.of("ada", "org/7", "50%", "a;b", ".", "..", "a b", "ü", "日本", "nobody");
    private static final List<String> TYPES = List.of(
            "application/json",
            "text/csv",
            "application/x-ndjson",
            "text/plain",
            "application/x-www-form-urlencoded",
            "*/*");
    private static final List<String> BODIES =
            List.of("", "{", "[]", "null", "1", "\"a\"", "{\"a\": \"\\u0000\"}", "{\"timezone\": 1}");

    private final JsonMapper json = new JsonMapper();
    private final Random random;
    private final JsonNode description;
    private final List<Described> operations = new ArrayList<>();

    private record Described(String path, String method, JsonNode operation) {}

    RequestGenerator(JsonNode description, long seed) {
        this.description = description;
        random = new Random(seed);
        description
                .path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) ->
                        operations.add(new Described(path, method.toUpperCase(Locale.ROOT), operation))));
    }

    int operations() {
        return operations.size();
    }

    /** The next request: the operations take turns. */
    GeneratedRequest next(int number) {
        Described chosen = operations.get(number % operations.size());
        Map<String, String> headers = new HashMap<>();
        authorize(chosen.operation(), headers);
        String target = target(chosen);
        String body = body(chosen, headers);
        if (oneIn(15)) {
            headers.put("Accept", pick(List.of("application/json", "text/html", "*/*", "image/png", "nonsense")));
        }
        return new GeneratedRequest(chosen.operation(), chosen.method(), target, headers, body);
    }

    /** Wrong tokens come from ever new addresses, so that they do not lock out the right ones. */
    private void authorize(JsonNode operation, Map<String, String> headers) {
        JsonNode caller = operation.path("security").path(0);
        if (oneIn(25)) {
            headers.put(
                    "Authorization",
                    "Bearer " + pick(List.of("wrong", "a.b.c", "", "=", TestApiClient.userToken("nobody"))));
            headers.put("X-Forwarded-For", "203.0." + random.nextInt(256) + "." + random.nextInt(256));
        } else if (caller.has("admin") && !oneIn(40)) {
            headers.put("Authorization", "Bearer " + TestApplication.ADMIN_TOKEN);
        } else if (caller.has("user")) {
            headers.put("Authorization", "Bearer " + TestApiClient.userToken(pick(IDS)));
        }
    }

    private String target(Described chosen) {
        String path = chosen.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : chosen.operation().path("parameters")) {
            String name = parameter.path("name").asString();
            if (parameter.path("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", encode(nonEmpty(value(parameter.path("schema")))));
            } else if (parameter.path("required").asBoolean() ? !oneIn(20) : !oneIn(3)) {
                query.add(name + "=" + encode(value(parameter.path("schema"))));
            }
        }
        if (oneIn(25)) {
            query.add(pick(List.of(
                    "x=y", "=x", "=", "a=%C0%AF", "b=%00", "c=%FF", "d", "&", "a%5B%5D=c", "limit=", "force=")));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String nonEmpty(String text) {
        return text.isEmpty() ? "x" : text;
    }

    private static String encode(String text) {
        return text.equals("%") || text.equals("%zz")
                ? text.replace("%", "%25")
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String value(JsonNode schema) {
        JsonNode value = oneIn(6) ? JsonNodeFactory.instance.stringNode(pick(TEXTS)) : valid(schema, 0);
        return value.isString() ? value.stringValue() : value.toString();
    }

    private @Nullable String body(Described chosen, Map<String, String> headers) {
        JsonNode content = chosen.operation().path("requestBody").path("content");
        if (content.isEmpty()) {
            return chosen.method().equals("GET") ? null : "";
        }
        String type = pick(List.copyOf(content.propertyNames()));
        headers.put("Content-Type", oneIn(15) ? pick(TYPES) : type);
        JsonNode media = content.path(type);
        if (oneIn(12)) {
            return pick(BODIES);
        }
        if (type.equals("application/json")) {
            return oneIn(8) && media.has("example")
                    ? media.path("example").toString()
                    : valid(media.path("schema"), 0).toString();
        }
        return media.has("example") && !oneIn(3) ? media.path("example").asString() : pick(TEXTS) + "\n" + pick(BODIES);
    }

    /** A value of the schema, or, once in twenty, another one. */
    private JsonNode valid(JsonNode schema, int depth) {
        JsonNode resolved = schema.has("$ref")
                ? description.at(schema.path("$ref").asString().substring(1))
                : schema;
        if (oneIn(20) || depth > 4) {
            return anything();
        }
        if (resolved.has("enum")) {
            return pick(List.copyOf(resolved.path("enum").values()));
        }
        JsonNode type = resolved.path("type");
        return switch (type.isArray() ? pick(List.copyOf(type.values())).asString() : type.asString()) {
            case "null" -> JsonNodeFactory.instance.nullNode();
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case "integer" ->
                JsonNodeFactory.instance.numberNode(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(60));
            case "number" -> JsonNodeFactory.instance.numberNode(random.nextDouble() * 1000);
            case "array" -> array(resolved, depth);
            case "object" -> object(resolved, depth);
            default -> text(resolved);
        };
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            array.add(valid(schema.path("items"), depth + 1));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").forEachEntry((name, property) -> {
            if (required.contains(name) ? !oneIn(20) : random.nextBoolean()) {
                object.set(name, valid(property, depth + 1));
            }
        });
        if (oneIn(20)) {
            object.set(pick(TEXTS), anything());
        }
        return object;
    }

    private JsonNode text(JsonNode schema) {
        String pattern = schema.path("pattern").asString("");
        String text = switch (schema.path("format").asString("")) {
            case "date" -> "2026-05-0" + random.nextInt(10);
            case "date-time" -> "2026-05-04T00:00:00Z";
            default ->
                pattern.contains("@")
                        ? "ada@example.com"
                        : pattern.contains("last_completed_week")
                                ? pick(List.of("last_completed_week", "2026-04-27", "1999-01-01"))
                                : pattern.contains("a-z0-9-")
                                        ? pick(List.of("living-lytics", "weekly"))
                                        : pattern.contains("parked")
                                                ? pick(List.of("error", "skipped", "parked"))
                                                : pattern.contains("u202e") ? pick(IDS) : pick(TEXTS);
        };
        return JsonNodeFactory.instance.stringNode(text);
    }

    private JsonNode anything() {
        return oneIn(2)
                ? JsonNodeFactory.instance.stringNode(pick(TEXTS))
                : json.readTree(pick(List.of(
                        "null", "true", "1", "-1", "1.5", "1e400", "[]", "{}", "[[1]]", "{\"a\": {\"b\": [null]}}")));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

package dev.tidings.api;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares answers with the API's description: the status, the media type, the body and its keys. */
final class DescribedAnswers {
    private static final String BASE = "https://tidings.example/openapi";

    private final JsonMapper json = new JsonMapper();
    private final JsonNode description;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new HashMap<>();

    DescribedAnswers(JsonNode description) {
        this.description = description;
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(BASE, description.toString())));
    }

    /** Returns how the answer differs; empty if it is as described. */
    List<String> differences(GeneratedRequest request, HttpResponse<String> answer) {
        List<String> found = new ArrayList<>();
        if (answer.statusCode() >= 500) {
            found.add("status " + answer.statusCode());
        }
        if (!answer.headers().firstValue("X-Content-Type-Options").orElse("").equals("nosniff")
                || answer.headers().firstValue("X-Request-Id").isEmpty()) {
            found.add("no nosniff, or no request id");
        }
        JsonNode described = request.operation().path("responses").path(String.valueOf(answer.statusCode()));
        if (described.isMissingNode()) {
            found.add("status " + answer.statusCode() + " is not described");
        } else if (!described.path("content").isEmpty()) {
            String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
            JsonNode schema = described.path("content").path(type).path("schema");
            if (schema.isMissingNode()) {
                found.add("media type \"" + type + "\" is not described");
            } else if (type.endsWith("json")) {
                compare(schema, answer.body(), found);
            }
        }
        return found;
    }

    private void compare(JsonNode schema, String body, List<String> found) {
        Schema compiled = schemas.computeIfAbsent(schema.toString(), this::compile);
        compiled.validate(body, InputFormat.JSON).forEach(error -> found.add(error.toString()));
        compareKeys(schema, json.readTree(body), "", found);
    }

    private Schema compile(String schema) {
        return registry.getSchema(
                SchemaLocation.of(BASE + "/schema-" + schemas.size()),
                json.readTree(schema.replace("\"#/", "\"" + BASE + "#/")));
    }

    /** The schemas allow other keys, so that a client of an older release reads a newer one's answers. */
    private void compareKeys(JsonNode schema, JsonNode value, String path, List<String> found) {
        if (value.isArray()) {
            value.forEach(item -> compareKeys(resolve(schema).path("items"), item, path + "[]", found));
        } else if (value.isObject()) {
            Map<String, JsonNode> known = properties(schema);
            Set<String> unknown = new TreeSet<>(value.propertyNames());
            if (known.isEmpty()) {
                return;
            }
            unknown.removeAll(known.keySet());
            unknown.forEach(name -> found.add("key " + path + "." + name + " is not described"));
            value.forEachEntry((name, child) -> {
                if (known.containsKey(name)) {
                    compareKeys(known.get(name), child, path + "." + name, found);
                }
            });
        }
    }

    private Map<String, JsonNode> properties(JsonNode schema) {
        JsonNode resolved = resolve(schema);
        Map<String, JsonNode> found = new HashMap<>();
        resolved.path("properties").forEachEntry(found::put);
        for (String either : List.of("oneOf", "anyOf")) {
            resolved.path(either).forEach(option -> found.putAll(properties(option)));
        }
        return found;
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref")
                ? description.at(schema.path("$ref").asString().substring(1))
                : schema;
    }
}

package dev.tidings.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.tidings.testkit.FakeResend;
import dev.tidings.testkit.RequestValidator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Checks a request's body against Resend's OpenAPI description. */
public final class ResendSchemas implements RequestValidator {
    private static final String BASE = "https://api.resend.com/openapi.yaml";

    private final JsonMapper json = new JsonMapper();
    private final JsonNode description = read();
    private final SchemaRegistry registry = SchemaRegistry.withDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(BASE, description.toString())));
    private final Map<String, Schema> schemas = new HashMap<>();

    /** Starts a fake Resend that checks every body. */
    public static FakeResend startServer() {
        return FakeResend.start(new ResendSchemas());
    }

    @Override
    public synchronized List<String> errors(String path, String body) {
        Schema schema = schemas.computeIfAbsent(
                path,
                each -> registry.getSchema(SchemaLocation.of(BASE + "#/paths/" + each.replace("/", "~1")
                        + "/post/requestBody/content/application~1json/schema")));
        List<String> errors = new ArrayList<>();
        schema.validate(body, InputFormat.JSON).forEach(error -> errors.add(error.toString()));
        JsonNode posted = json.readTree(body);
        (posted.isArray() ? posted.values() : List.of(posted))
                .forEach(letter -> unknownFields(letter).forEach(field -> errors.add("Unknown field " + field)));
        return errors;
    }

    /** Fields that the description does not know; the schemas themselves allow any. */
    private List<String> unknownFields(JsonNode letter) {
        JsonNode known = description.at("/components/schemas/SendEmailRequest/properties");
        List<String> unknown = new ArrayList<>(letter.propertyNames());
        unknown.removeIf(known::has);
        return unknown;
    }

    private static JsonNode read() {
        try (InputStream in = ResendSchemas.class.getResourceAsStream("/resend/openapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

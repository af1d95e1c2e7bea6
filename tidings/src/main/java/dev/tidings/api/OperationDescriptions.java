package dev.tidings.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes what operations do not declare: callers, statuses of problems, and the form of their parameters. */
@Component
class OperationDescriptions implements OperationCustomizer, OpenApiCustomizer {
    private static final String JSON = "application/json";

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(400, "The request is not valid; detail says what"),
            Map.entry(401, "The token is missing, invalid or expired"),
            Map.entry(403, "The token is another caller's"),
            Map.entry(404, "There is no such thing, or no such digest"),
            Map.entry(406, "The answer has none of the accepted media types"),
            Map.entry(409, "Not possible in the present state; detail says why, and nothing was changed"),
            Map.entry(413, "The body is too large"),
            Map.entry(415, "The body has another media type"),
            Map.entry(429, "Too many wrong tokens from this address; Retry-After has the seconds to wait"),
            Map.entry(503, "The database is busy or unavailable; Retry-After has the seconds to wait"));

    /** Adds the statuses that the endpoint's method declares. */
    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Refusals declared = handler.getMethodAnnotation(Refusals.class);
        if (declared != null) {
            for (int status : declared.value()) {
                addProblem(operation, status);
            }
        }
        return operation;
    }

    @Override
    public void customise(OpenAPI description) {
        description.getComponents().addSchemas("Problem", ProblemSchema.problem());
        Endpoint.ALL.forEach(endpoint -> {
            PathItem path = description.getPaths().get(endpoint.path());
            if (path != null) {
                path.readOperationsMap().forEach((method, operation) -> complete(operation, method, endpoint.caller()));
                nameApart(path);
            }
        });
    }

    private static void complete(Operation operation, HttpMethod method, Caller caller) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(OperationDescriptions::complete);
        }
        if (caller == Caller.READER) {
            completePage(operation);
            return;
        }
        addProblem(operation, 400);
        addProblem(operation, 406);
        if (method != HttpMethod.GET) {
            addProblem(operation, 415);
        }
        if (operation.getRequestBody() != null) {
            addProblem(operation, 413);
            completeRows(operation.getRequestBody().getContent());
        }
        if (caller.needsToken()) {
            operation.addSecurityItem(new SecurityRequirement().addList(OpenApiConfiguration.name(caller)));
            List.of(401, 403, 429, 503).forEach(status -> addProblem(operation, status));
        }
    }

    /** Rows are a text of any length; an example is one row or several. */
    private static void completeRows(Content body) {
        MediaType rows = body.get(ApiExamples.NDJSON);
        if (rows != null) {
            rows.setSchema(new StringSchema());
            rows.setExample(String.valueOf(rows.getExample()));
            body.addMediaType("text/csv", new MediaType().schema(new StringSchema()));
        }
    }

    private static void addProblem(Operation operation, int status) {
        ApiResponse problem = new ApiResponse()
                .description(REASONS.get(status))
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
        operation.getResponses().putIfAbsent(String.valueOf(status), problem);
    }

    private static void completePage(Operation operation) {
        operation.getResponses().values().stream()
                .filter(answer ->
                        answer.getContent() != null && answer.getContent().containsKey(JSON))
                .forEach(answer -> answer.setContent(page()));
        Content refusal = page().addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
        operation
                .getResponses()
                .addApiResponse("400", answer("The link does not work", refusal))
                .addApiResponse("503", answer("Nothing was changed: try again later", page()));
    }

    private static ApiResponse answer(String description, Content content) {
        return new ApiResponse().description(description).content(content);
    }

    private static Content page() {
        return new Content().addMediaType("text/html", new MediaType().schema(new StringSchema()));
    }

    /** Gives the operations of one method of ours their own names: the one that acts by GET is the exception. */
    private static void nameApart(PathItem path) {
        Operation get = path.getGet();
        Operation post = path.getPost();
        if (get != null && post != null && !get.getTags().contains("Readers")) {
            String name = post.getOperationId().replaceFirst("_\\d+$", "");
            post.setOperationId(name);
            get.setOperationId(name + "ByGet");
        }
    }

    private static void complete(Parameter parameter) {
        Schema<?> schema = parameter.getSchema();
        if (schema == null) {
            return;
        }
        switch (parameter.getName()) {
            case "id", "user_id", "after" -> {
                if (isText(schema)) {
                    parameter.setSchema(RowSchemas.id());
                }
            }
            case "digest" -> {
                if (isText(schema)) {
                    schema.setPattern(RowSchemas.DIGEST_NAME);
                }
            }
            case "max_change" -> schema.setPattern("^(100|\\d{1,2})(\\.0{1,3})?%?$");
            default -> lowerCase(schema);
        }
    }

    private static boolean isText(Schema<?> schema) {
        return "string".equals(schema.getType())
                || (schema.getTypes() != null && schema.getTypes().contains("string"));
    }

    @SuppressWarnings("unchecked")
    private static void lowerCase(Schema<?> schema) {
        List<?> values = schema.getEnum();
        if (values != null) {
            if (schema.getDefault() != null) {
                ((Schema<Object>) schema)
                        .setDefault(schema.getDefault().toString().toLowerCase(Locale.ROOT));
            }
            ((Schema<Object>) schema)
                    .setEnum(values.stream()
                            .map(value -> (Object) String.valueOf(value).toLowerCase(Locale.ROOT))
                            .toList());
        }
    }
}

package dev.tidings.api;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;

/** The schema of {@link ProblemDetails}. */
final class ProblemSchema {
    private ProblemSchema() {}

    static Schema<?> problem() {
        return new ObjectSchema()
                .description("A problem (RFC 9457)")
                .addProperty("title", new StringSchema().example("Not Found"))
                .addProperty("status", new IntegerSchema().example(404))
                .addProperty(
                        "detail",
                        new StringSchema()
                                .example("There is no digest \"weekly\"; the configuration has living-lytics"))
                .addProperty(
                        "instance", new StringSchema().format("uri-reference").example("/v1/digest/schedule"))
                .addProperty(
                        "request_id",
                        new StringSchema()
                                .description("The request's id in the log; also in the header X-Request-Id")
                                .example("4c1c1f0e-5a0b-4a63-9d0e-0f3a3f0f8f1d"))
                .addProperty("reason", new StringSchema().description("why a user would get no letter"))
                .addProperty("rejected", new IntegerSchema().format("int64").description("rows that were not stored"))
                .addProperty(
                        "bad_rows",
                        new ArraySchema()
                                .items(new Schema<>().$ref("#/components/schemas/RowWarning"))
                                .description("the first of them, by line"))
                .addProperty("changes", new Schema<>().$ref("#/components/schemas/UserChanges"))
                .addProperty(
                        "max_change",
                        new StringSchema().description("the limit of changes").example("20%"))
                .required(List.of("title", "status", "detail", "request_id"));
    }
}

package dev.tidings.api;

import dev.tidings.bulk.RowFields;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The schemas of rows that are read as JSON objects, and of the texts that name things. */
final class RowSchemas {
    static final String USER = "#/components/schemas/UserLine";
    static final String METRICS = "#/components/schemas/MetricsLine";

    /** Names of digests. */
    static final String DIGEST_NAME = "^[a-z0-9-]{1,40}$";

    private static final String ADDRESS =
            "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]{1,60}(\\.[A-Za-z0-9]{1,60}){0,2}$";

    private RowSchemas() {}

    static void addTo(Components components) {
        components.addSchemas("UserLine", user());
        components.addSchemas("MetricsLine", metrics());
    }

    private static Schema<?> user() {
        return object().description("A user: omitted keys do not change, null clears")
                .addProperty(
                        "email",
                        text(254)
                                .pattern(ADDRESS)
                                .description("an address that mail servers accept; required for a new user"))
                .addProperty("name", orNull(text(200)))
                .addProperty("account_id", id().description("required for a new user"))
                .addProperty("time_zone", orNull(text(64)).description("a name of the tz database"))
                .addProperty("locale", orNull(text(64)).description("a BCP 47 tag"))
                .addProperty("plan", orNull(text(64)))
                .addProperty("opt_in_digest", orNull(typed("boolean")))
                .addProperty("profile", orNull(typed("object").additionalProperties(true)));
    }

    private static Schema<?> metrics() {
        Schema<?> figure = orNull(typed("number"));
        return object().description("One account's day from one source. Either account_id or email names the account")
                .addProperty("account_id", id())
                .addProperty("email", text(254).pattern(ADDRESS))
                .addProperty("source_name", orNull(text(200)))
                .addProperty("metric_date", typed("string").format("date"))
                .addProperty("data", typed("object").additionalProperties(figure))
                .required(List.of("metric_date", "data"))
                .oneOf(List.of(
                        new Schema<>().required(List.of("account_id")), new Schema<>().required(List.of("email"))));
    }

    /** An id of a user, an account or an opportunity. */
    static Schema<?> id() {
        return text(RowFields.MAX_ID).minLength(1).pattern(RowFields.ID_PATTERN);
    }

    private static Schema<?> text(int limit) {
        return typed("string").maxLength(limit);
    }

    private static Schema<?> object() {
        return typed("object").additionalProperties(false);
    }

    private static Schema<?> typed(String type) {
        Schema<?> schema = new Schema<>();
        schema.setTypes(new LinkedHashSet<>(Set.of(type)));
        return schema;
    }

    private static Schema<?> orNull(Schema<?> schema) {
        schema.addType("null");
        return schema;
    }
}

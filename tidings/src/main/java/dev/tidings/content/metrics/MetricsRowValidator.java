package dev.tidings.content.metrics;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowRefused;
import dev.tidings.core.EmailAddress;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates metrics rows. */
final class MetricsRowValidator {
    /** The id of the user to create; only in rows from a mapping that creates users. */
    static final String USER_ID = "user_id";

    private MetricsRowValidator() {}

    /** Validates the row and converts its values to the column types. */
    static ObjectNode check(ObjectNode row) {
        checkAccount(row);
        row.put("metric_date", date(row));
        String source = RowFields.text(row, "source_name", 200);
        row.put("source_name", source == null ? "" : source);
        if (!(row.path("data") instanceof ObjectNode data)) {
            throw new RowRefused("data is not a JSON object");
        }
        for (Map.Entry<String, JsonNode> metric : data.properties()) {
            requireNumber(metric.getKey(), metric.getValue());
        }
        return row;
    }

    private static void checkAccount(ObjectNode row) {
        @Nullable String account = RowFields.id(row, "account_id");
        @Nullable String email = RowFields.text(row, "email", 254);
        if ((account == null) == (email == null)) {
            throw new RowRefused(
                    account == null ? "account_id or email is missing" : "both account_id and email are given");
        }
        row.put("account_id", account);
        row.put("email", email == null ? null : address(email));
        if (row.has(USER_ID)) {
            row.put(USER_ID, RowFields.requiredId(row, USER_ID));
        }
    }

    private static String address(String email) {
        String ascii = EmailAddress.withAsciiDomain(email);
        String problem = EmailAddress.problem(ascii);
        if (problem != null) {
            throw new RowRefused("email " + problem);
        }
        return new EmailAddress(ascii).normalized();
    }

    private static String date(ObjectNode row) {
        String text = RowFields.required(row, "metric_date", 10);
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException e) {
            throw new RowRefused("metric_date is not a date such as 2026-11-09");
        }
    }

    private static void requireNumber(String metric, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!(value instanceof NumericNode number) || number.isNaN()) {
            throw new RowRefused(RowFields.quoted(metric) + " is not a number");
        }
        if (!MetricBounds.isWithinBounds(number.decimalValue())) {
            throw new RowRefused(RowFields.quoted(metric) + " is out of range");
        }
    }

    /** Parses a CSV field as a number; returns JSON null if it is empty. */
    static JsonNode number(String column, @Nullable JsonNode field) {
        if (field == null || field.isNull()) {
            return NullNode.getInstance();
        }
        try {
            return new DecimalNode(new BigDecimal(field.asString().strip()));
        } catch (NumberFormatException e) {
            throw new RowRefused(RowFields.quoted(column) + " is not a number");
        }
    }
}

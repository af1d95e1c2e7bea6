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

/** What a line about one account's day may say. */
final class MetricsRowValidator {
    /** The id of the user to create beside the account; only in lines from a mapping that creates users. */
    static final String USER_ID = "user_id";

    private MetricsRowValidator() {}

    /** Checks the line and brings its values to the types of the table. */
    static ObjectNode check(ObjectNode line) {
        checkAccount(line);
        line.put("metric_date", date(line));
        String source = RowFields.text(line, "source_name", 200);
        line.put("source_name", source == null ? "" : source);
        if (!(line.path("data") instanceof ObjectNode data)) {
            throw new RowRefused("data is no JSON object");
        }
        for (Map.Entry<String, JsonNode> metric : data.properties()) {
            requireNumber(metric.getKey(), metric.getValue());
        }
        return line;
    }

    private static void checkAccount(ObjectNode line) {
        @Nullable String account = RowFields.text(line, "account_id", 64);
        @Nullable String email = RowFields.text(line, "email", 254);
        if ((account == null) == (email == null)) {
            throw new RowRefused(
                    account == null ? "account_id or email is missing" : "both account_id and email are given");
        }
        line.put("account_id", account);
        line.put("email", email == null ? null : address(email));
        if (line.has(USER_ID)) {
            line.put(USER_ID, RowFields.required(line, USER_ID, 64));
        }
    }

    private static String address(String email) {
        if (!EmailAddress.isValid(email)) {
            throw new RowRefused("email is no address that mail servers take");
        }
        return new EmailAddress(email).normalized();
    }

    private static String date(ObjectNode line) {
        String text = RowFields.required(line, "metric_date", 10);
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException e) {
            throw new RowRefused("metric_date is no day as in 2026-11-09");
        }
    }

    private static void requireNumber(String metric, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!(value instanceof NumericNode number) || number.isNaN()) {
            throw new RowRefused(RowFields.quoted(metric) + " is no number");
        }
        if (!MetricBounds.isWithinBounds(number.decimalValue())) {
            throw new RowRefused(RowFields.quoted(metric) + " is out of range");
        }
    }

    /** A CSV field as a number, or as JSON's null if there is none. */
    static JsonNode number(String column, @Nullable JsonNode field) {
        if (field == null || field.isNull()) {
            return NullNode.getInstance();
        }
        try {
            return new DecimalNode(new BigDecimal(field.asString().strip()));
        } catch (NumberFormatException e) {
            throw new RowRefused(RowFields.quoted(column) + " is no number");
        }
    }
}

package dev.tidings.opportunities;

import dev.tidings.bulk.RowFields;
import dev.tidings.bulk.RowRefused;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Normalizes the optional columns of an opportunity row. An invalid value is omitted with a note. */
final class OpportunityDetailsValidator {
    private static final int MAX_LIST_SIZE = 50;
    private static final int MAX_ITEM_LENGTH = 64;
    private static final int MAX_FEE_LENGTH = 500;

    /** Says no more than a number in JSON. */
    private static final Pattern NUMBER = Pattern.compile("[\\d.,]+");

    private static final Set<String> TRUE_VALUES = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> FALSE_VALUES = Set.of("false", "f", "no", "n", "0");

    private final ObjectNode row;
    private final Consumer<String> notes;

    OpportunityDetailsValidator(ObjectNode row, Consumer<String> notes) {
        this.row = row;
        this.notes = notes;
    }

    /** @throws RowRefused if tags or disciplines are not lists of texts */
    void check() {
        normalizeList("tags", "tags");
        normalizeList("disciplines", "discipline");
        normalizeList("discipline", "discipline");
        normalizeFee();
        normalizeCurrency();
        normalizeRemote();
        normalizeLanguage();
        normalizePostedAt();
    }

    /** Accepts a list, or a text with semicolons or bars as separators. */
    private void normalizeList(String name, String column) {
        JsonNode value = row.path(name);
        if (value.isMissingNode()) {
            return;
        }
        if (!value.isArray() && !value.isString() && !value.isNull()) {
            throw new RowRefused(name + " is not a list of texts");
        }
        Stream<String> texts = value.isArray()
                ? value.valueStream().map(item -> requireText(name, item))
                : Arrays.stream(value.asString("").split("[;|]", -1));
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        texts.map(String::strip)
                .filter(text -> !text.isEmpty())
                .filter(text -> isShort(name, text))
                .distinct()
                .limit(MAX_LIST_SIZE)
                .forEach(values::add);
        row.remove(name);
        row.set(column, values);
    }

    private static String requireText(String name, JsonNode value) {
        if (!value.isString()) {
            throw new RowRefused(name + " is not a list of texts");
        }
        return value.stringValue();
    }

    private boolean isShort(String name, String text) {
        boolean isShort = text.codePointCount(0, text.length()) <= MAX_ITEM_LENGTH;
        if (!isShort) {
            notes.accept("a value in " + name + " is longer than " + MAX_ITEM_LENGTH + " characters and was omitted");
        }
        return isShort;
    }

    /** Keeps the words of {@code fee_text} or {@code fee}, and reads the amount from them unless it is a number. */
    private void normalizeFee() {
        JsonNode value = row.path("fee");
        if (value.isMissingNode() && !row.has("fee_text")) {
            return;
        }
        @Nullable String price = value.isNumber() ? null : RowFields.text(row, "fee", MAX_FEE_LENGTH);
        @Nullable String words = RowFields.text(row, "fee_text", MAX_FEE_LENGTH);
        @Nullable String text = words == null ? price : words;
        @Nullable
        Fee fee = value.isNumber() ? numericFee(value.decimalValue()) : parsedFee(price == null ? text : price);
        row.put("fee", fee == null ? null : fee.amount().toPlainString());
        row.put("fee_text", text == null || NUMBER.matcher(text).matches() ? null : text);
        if (fee != null && fee.currency() != null && row.path("currency").isMissingNode()) {
            row.put("currency", fee.currency());
        }
        if (fee == null && text != null) {
            notes.accept("fee has no amount that can be read; readers see its text");
        } else if (fee == null && value.isNumber()) {
            notes.accept("fee is not a price and was omitted; write 25, free, or 25 EUR");
        }
    }

    private static @Nullable Fee numericFee(BigDecimal amount) {
        return Fee.isWithinBounds(amount) ? new Fee(amount, null) : null;
    }

    private static @Nullable Fee parsedFee(@Nullable String text) {
        return text == null ? null : FeeParser.parse(text);
    }

    private void normalizeCurrency() {
        if (!row.has("currency")) {
            return;
        }
        String text = RowFields.text(row, "currency", 16);
        String code = text == null ? null : CurrencySign.code(text);
        row.put("currency", code);
        if (text != null && code == null) {
            notes.accept("currency is not an ISO 4217 code and was omitted");
        }
    }

    private void normalizeRemote() {
        JsonNode value = row.path("remote");
        if (value.isNull()) {
            row.put("remote", false);
        } else if (!value.isMissingNode() && !value.isBoolean()) {
            row.put("remote", parseFlag(value));
        }
    }

    private boolean parseFlag(JsonNode value) {
        String text = value.isString() || value.isIntegralNumber()
                ? value.asString().strip().toLowerCase(Locale.ROOT)
                : "?";
        if (!TRUE_VALUES.contains(text) && !FALSE_VALUES.contains(text)) {
            notes.accept("remote is neither true nor false and is treated as false");
        }
        return TRUE_VALUES.contains(text);
    }

    private void normalizeLanguage() {
        if (!row.has("language")) {
            return;
        }
        String tag = RowFields.text(row, "language", 64);
        String language = tag == null ? null : canonicalTag(tag);
        row.put("language", language);
        if (tag != null && language == null) {
            notes.accept("language is not a BCP 47 tag and was omitted");
        }
    }

    private static @Nullable String canonicalTag(String tag) {
        try {
            Locale locale =
                    new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
            return locale.getLanguage().isEmpty() ? null : locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
            return null;
        }
    }

    private void normalizePostedAt() {
        if (!row.has("posted_at")) {
            return;
        }
        String text = RowFields.text(row, "posted_at", 40);
        try {
            row.put(
                    "posted_at",
                    text == null ? null : parseTime(text).toInstant().toString());
        } catch (DateTimeException e) {
            row.putNull("posted_at");
            notes.accept("posted_at is neither a date nor a time with an offset and was omitted");
        }
    }

    private static OffsetDateTime parseTime(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                : OffsetDateTime.parse(text);
    }
}

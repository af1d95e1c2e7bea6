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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a line says of an opportunity that it can be without: where it cannot be understood, it is noted and left out. */
final class OpportunityDetailsValidator {
    private static final int MAX_WORDS = 50;
    private static final int MAX_WORD_LENGTH = 64;
    private static final Set<String> TRUE_VALUES = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> FALSE_VALUES = Set.of("false", "f", "no", "n", "0");

    private final ObjectNode row;
    private final Consumer<String> note;

    OpportunityDetailsValidator(ObjectNode line, Consumer<String> note) {
        this.row = line;
        this.note = note;
    }

    /** @throws RowRefused if tags or disciplines are no texts at all */
    void check() {
        words("tags", "tags");
        words("disciplines", "discipline");
        words("discipline", "discipline");
        fee();
        currency();
        remote();
        language();
        postedAt();
    }

    /** A list, or a text with semicolons or bars between the words. */
    private void words(String name, String column) {
        JsonNode value = row.path(name);
        if (value.isMissingNode()) {
            return;
        }
        if (!value.isArray() && !value.isString() && !value.isNull()) {
            throw new RowRefused(name + " is no list of texts");
        }
        Stream<String> words = value.isArray()
                ? value.valueStream().map(word -> word(name, word))
                : Arrays.stream(value.asString("").split("[;|]", -1));
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        words.map(String::strip)
                .filter(word -> !word.isEmpty())
                .filter(word -> isShort(name, word))
                .distinct()
                .limit(MAX_WORDS)
                .forEach(kept::add);
        row.remove(name);
        row.set(column, kept);
    }

    private static String word(String name, JsonNode word) {
        if (!word.isString()) {
            throw new RowRefused(name + " is no list of texts");
        }
        return word.stringValue();
    }

    private boolean isShort(String name, String word) {
        boolean isShort = word.codePointCount(0, word.length()) <= MAX_WORD_LENGTH;
        if (!isShort) {
            note.accept("a word in " + name + " is longer than " + MAX_WORD_LENGTH + " characters and was left out");
        }
        return isShort;
    }

    private void fee() {
        JsonNode value = row.path("fee");
        if (value.isMissingNode()) {
            return;
        }
        Fee fee = value.isNumber() ? numericFee(value.decimalValue()) : textFee();
        row.put("fee", fee == null ? null : fee.amount().toPlainString());
        if (fee != null && fee.currency() != null && row.path("currency").isMissingNode()) {
            row.put("currency", fee.currency());
        }
        if (fee == null && !value.isNull() && !value.asString().isBlank()) {
            note.accept("fee was not understood and left out; write 25, free, or 25 EUR");
        }
    }

    private static @Nullable Fee numericFee(BigDecimal amount) {
        return Fee.isWithinBounds(amount) ? new Fee(amount, null) : null;
    }

    private @Nullable Fee textFee() {
        String text = RowFields.text(row, "fee", 200);
        return text == null ? null : Fee.parse(text);
    }

    private void currency() {
        if (!row.has("currency")) {
            return;
        }
        String text = RowFields.text(row, "currency", 16);
        String code = text == null ? null : Fee.currency(text);
        row.put("currency", code);
        if (text != null && code == null) {
            note.accept("currency is no ISO 4217 code and was left out");
        }
    }

    private void remote() {
        JsonNode value = row.path("remote");
        if (value.isNull()) {
            row.put("remote", false);
        } else if (!value.isMissingNode() && !value.isBoolean()) {
            row.put("remote", yesOrNo(value));
        }
    }

    private boolean yesOrNo(JsonNode value) {
        String text = value.isString() || value.isIntegralNumber()
                ? value.asString().strip().toLowerCase(Locale.ROOT)
                : "?";
        if (!TRUE_VALUES.contains(text) && !FALSE_VALUES.contains(text)) {
            note.accept("remote is neither true nor false and was taken for false");
        }
        return TRUE_VALUES.contains(text);
    }

    private void language() {
        if (!row.has("language")) {
            return;
        }
        String tag = RowFields.text(row, "language", 64);
        String language = tag == null ? null : wellFormed(tag);
        row.put("language", language);
        if (tag != null && language == null) {
            note.accept("language is no BCP 47 tag and was left out");
        }
    }

    private static @Nullable String wellFormed(String tag) {
        try {
            Locale locale =
                    new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
            return locale.getLanguage().isEmpty() ? null : locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
            return null;
        }
    }

    private void postedAt() {
        if (!row.has("posted_at")) {
            return;
        }
        String text = RowFields.text(row, "posted_at", 40);
        try {
            row.put("posted_at", text == null ? null : moment(text).toInstant().toString());
        } catch (DateTimeException e) {
            row.putNull("posted_at");
            note.accept("posted_at is neither a day nor a moment with its offset and was left out");
        }
    }

    private static OffsetDateTime moment(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                : OffsetDateTime.parse(text);
    }
}

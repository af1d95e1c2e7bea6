package dev.tidings.recommender;

import dev.tidings.recommender.ranking.DeclaredInterests;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the object {@code profile} of a user: {@code disciplines}, {@code tags}, {@code locations}, {@code languages}
 * (lists of texts, or one text), {@code career_stage}, {@code fee_ceiling}. Values of the wrong type are ignored,
 * because an error in the product's data must not prevent a letter.
 */
final class DeclaredInterestsReader {
    private final JsonMapper json = new JsonMapper();

    DeclaredInterests read(@Nullable String text) {
        if (text == null) {
            return DeclaredInterests.EMPTY;
        }
        JsonNode profile;
        try {
            profile = json.readTree(text);
        } catch (JacksonException e) {
            return DeclaredInterests.EMPTY;
        }
        return new DeclaredInterests(
                texts(profile.path("disciplines")),
                texts(profile.path("tags")),
                texts(profile.path("locations")),
                profile.path("career_stage").asString(null),
                number(profile.path("fee_ceiling")),
                texts(profile.path("languages")));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> add(element, texts));
        } else {
            add(node, texts);
        }
        return List.copyOf(texts);
    }

    private static void add(JsonNode node, List<String> texts) {
        if (node.isString() && !node.stringValue().isBlank()) {
            texts.add(node.stringValue().strip());
        }
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isString() && node.stringValue().matches("[0-9]{1,9}([.][0-9]{1,2})?")) {
            return new BigDecimal(node.stringValue());
        }
        return null;
    }
}

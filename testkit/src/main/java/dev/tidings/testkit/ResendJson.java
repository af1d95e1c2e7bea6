package dev.tidings.testkit;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes and reads the JSON of Resend's API. */
final class ResendJson {
    private static final JsonMapper JSON = new JsonMapper();

    /** @param body JSON */
    record ResendAnswer(int status, String body) {}

    private ResendJson() {}

    static JsonNode parse(String body) {
        return JSON.readTree(body);
    }

    static ResendAnswer error(int status, String name, String message) {
        ObjectNode error = JSON.createObjectNode()
                .put("statusCode", status)
                .put("name", name)
                .put("message", message);
        return new ResendAnswer(status, error.toString());
    }

    /** The response to one letter. */
    static ResendAnswer id(String id) {
        return new ResendAnswer(200, JSON.createObjectNode().put("id", id).toString());
    }

    /**
     * The response to a batch.
     *
     * @param errors reasons by the letter's index; null omits the field
     */
    static ResendAnswer data(List<String> ids, @Nullable SortedMap<Integer, String> errors) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode data = answer.putArray("data");
        ids.forEach(id -> data.addObject().put("id", id));
        if (errors != null) {
            ArrayNode list = answer.putArray("errors");
            for (Map.Entry<Integer, String> error : errors.entrySet()) {
                list.addObject().put("index", error.getKey()).put("message", error.getValue());
            }
        }
        return new ResendAnswer(200, answer.toString());
    }

    /** The Message-ID of a posted letter without angle brackets, or an empty string. */
    static String messageId(JsonNode letter) {
        return letter.path("headers").path("Message-ID").asString("").replaceAll("[<>]", "");
    }

    /** The first recipient of a posted letter. */
    static String recipient(JsonNode letter) {
        JsonNode to = letter.path("to");
        return (to.isArray() ? to.path(0) : to).asString("");
    }
}

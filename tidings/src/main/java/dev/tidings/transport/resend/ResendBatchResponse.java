package dev.tidings.transport.resend;

import dev.tidings.transport.RemoteText;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The outcomes of a batch that Resend accepted: {@code {"data": [{"id": ...}, ...], "errors": [{"index": 3,
 * "message": ...}, ...]}}. The ids are in the order of the letters without an error.
 */
final class ResendBatchResponse {
    private ResendBatchResponse() {}

    /** Returns one outcome per letter, or null if the answer is inconsistent. */
    static @Nullable List<SendOutcome> read(JsonNode body, int size) {
        Map<Integer, String> errors = new TreeMap<>();
        for (JsonNode error : body.path("errors")) {
            int index = error.path("index").asInt(-1);
            String message = error.path("message").asString("");
            if (index < 0 || index >= size || errors.put(index, message) != null) {
                return null;
            }
        }
        JsonNode data = body.path("data");
        if (data.size() != size - errors.size()) {
            return null;
        }
        Iterator<JsonNode> ids = data.iterator();
        List<SendOutcome> outcomes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String error = errors.get(i);
            outcomes.add(
                    error == null
                            ? new Accepted(id(ids.next()), null)
                            : new UnclearRefusal("Resend refused the letter: " + RemoteText.clean(error)));
        }
        return outcomes;
    }

    /** The id in {@code {"id": ...}}, or null if there is none. */
    static @Nullable String id(JsonNode letter) {
        String id = letter.path("id").asString("");
        return id.matches("[!-~]{1,100}") ? id : null;
    }
}

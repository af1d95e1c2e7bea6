package dev.tidings.testkit;

import dev.tidings.testkit.ResendAction.ProcessRejecting;
import dev.tidings.testkit.ResendJson.ResendAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Processes requests as Resend's documentation specifies. */
final class ResendProcessor {
    private static final int MAX_BATCH_SIZE = 100;
    private static final int MAX_KEY_LENGTH = 256;

    private final ResendScript script;
    private final RequestValidator validator;
    private final Consumer<PostedEmail> receiver;
    private final ResendMemory memory = new ResendMemory();

    ResendProcessor(ResendScript script, RequestValidator validator, Consumer<PostedEmail> receiver) {
        this.script = script;
        this.validator = validator;
        this.receiver = receiver;
    }

    ResendAnswer process(RecordedRequest request, ProcessRejecting rejecting) throws InterruptedException {
        if (request.path().equals("/domains")) {
            return ResendJson.data(List.of(), null);
        }
        if (!request.path().equals("/emails") && !request.path().equals("/emails/batch")) {
            return ResendJson.error(404, "not_found", "No such endpoint");
        }
        if (request.key().length() > MAX_KEY_LENGTH) {
            return ResendJson.error(400, "invalid_idempotency_key", "1 to 256 characters");
        }
        return memory.answer(request, () -> {
            script.delay(request);
            return processOnce(request, rejecting);
        });
    }

    private ResendAnswer processOnce(RecordedRequest request, ProcessRejecting rejecting) {
        JsonNode body = ResendJson.parse(request.body());
        List<JsonNode> letters = body.isArray() ? List.copyOf(body.values()) : List.of(body);
        List<String> errors = new ArrayList<>(validator.errors(request.path(), request.body()));
        if (letters.isEmpty() || letters.size() > MAX_BATCH_SIZE) {
            errors.add("A batch holds 1 to 100 letters");
        }
        if (!errors.isEmpty()) {
            return ResendJson.error(422, "validation_error", String.join("; ", errors));
        }
        SortedMap<Integer, String> rejections = new TreeMap<>();
        for (int i = 0; i < letters.size(); i++) {
            String reason = rejecting.filter().rejection(i, ResendJson.recipient(letters.get(i)));
            if (reason != null) {
                rejections.put(i, reason);
            }
        }
        boolean permissive =
                body.isArray() && "permissive".equals(request.headers().get("X-batch-validation"));
        if (!rejections.isEmpty() && (rejecting.wholeBatch() || !permissive)) {
            return ResendJson.error(
                    422, "validation_error", rejections.firstEntry().getValue());
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < letters.size(); i++) {
            if (!rejections.containsKey(i)) {
                ids.add(accept(request, letters.get(i)));
            }
        }
        return body.isArray() ? ResendJson.data(ids, permissive ? rejections : null) : ResendJson.id(ids.getFirst());
    }

    private String accept(RecordedRequest request, JsonNode letter) {
        String id = UUID.randomUUID().toString();
        receiver.accept(new PostedEmail(id, request.key(), ResendJson.messageId(letter), letter));
        return id;
    }
}

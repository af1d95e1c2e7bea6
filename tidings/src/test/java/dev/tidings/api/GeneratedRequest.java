package dev.tidings.api;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request made from the API's description.
 *
 * @param operation the described operation
 * @param target path and query
 * @param body null for none
 */
record GeneratedRequest(
        JsonNode operation,
        String method,
        String target,
        Map<String, String> headers,
        @Nullable String body) {

    HttpRequest toHttp(URI server) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + target))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    /** The request as a command. */
    @Override
    public String toString() {
        StringBuilder command = new StringBuilder("curl -X " + method + " '$TIDINGS" + target + "'");
        headers.forEach((name, value) ->
                command.append(" -H '").append(name).append(": ").append(value).append("'"));
        return body == null ? command.toString() : command + " -d '" + body + "'";
    }
}

package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests byte by byte as given, also those that no HTTP client sends. */
public final class RawHttpClient {
    private static final JsonMapper JSON = new JsonMapper();

    private RawHttpClient() {}

    /** A response; a chunked body is as on the wire. */
    public record RawHttpResponse(String head, String body) {
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** The header's first value; empty if it is absent. */
        public String header(String name) {
            Optional<String> line = Arrays.stream(head.split("\r\n"))
                    .filter(each -> each.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .findFirst();
            return line.map(found -> found.substring(name.length() + 1).strip()).orElse("");
        }

        public JsonNode json() {
            int start = body.indexOf('{');
            return JSON.readTree(body.substring(start, body.lastIndexOf('}') + 1));
        }
    }

    /** @param headers lines without line ends */
    public static RawHttpResponse send(URI server, String method, String target, String body, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        Arrays.stream(headers).forEach(header -> request.append(header).append("\r\n"));
        request.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.ISO_8859_1).length)
                .append("\r\nConnection: close\r\n\r\n")
                .append(body);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new RawHttpResponse(answer.substring(0, end), answer.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

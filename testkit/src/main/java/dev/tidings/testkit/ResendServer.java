package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.tidings.testkit.ResendAction.CloseOnly;
import dev.tidings.testkit.ResendAction.ProcessAndClose;
import dev.tidings.testkit.ResendAction.ProcessAndRespond;
import dev.tidings.testkit.ResendAction.ProcessNormally;
import dev.tidings.testkit.ResendAction.ProcessRejecting;
import dev.tidings.testkit.ResendAction.ProcessWithHeaders;
import dev.tidings.testkit.ResendAction.RespondOnly;
import dev.tidings.testkit.ResendJson.ResendAnswer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A fake of Resend's API, controlled by a script. It stores no letters, only responses by key. */
public final class ResendServer implements AutoCloseable {
    private static final ProcessRejecting REJECT_NOTHING = new ProcessRejecting((index, recipient) -> null, false);

    private final ResendScript script;
    private final ResendProcessor processor;
    private final LoopbackHttpServer server;

    private ResendServer(ResendScript script, ResendProcessor processor) {
        this.script = script;
        this.processor = processor;
        server = LoopbackHttpServer.open(this::handle);
    }

    /** @param receiver receives each accepted letter before the response is sent */
    public static ResendServer open(ResendScript script, RequestValidator validator, Consumer<PostedEmail> receiver) {
        return new ResendServer(script, new ResendProcessor(script, validator, receiver));
    }

    public int port() {
        return server.port();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            RecordedRequest request = read(exchange);
            respond(exchange, request, script.next(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RecordedRequest read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        String key = headers.getOrDefault("Idempotency-key", "");
        return new RecordedRequest(exchange.getRequestURI().getPath(), key, headers, body);
    }

    private void respond(HttpExchange exchange, RecordedRequest request, ResendAction action)
            throws IOException, InterruptedException {
        switch (action) {
            case ProcessNormally _ -> send(exchange, processor.process(request, REJECT_NOTHING), Map.of());
            case RespondOnly(int status, String body, Map<String, String> headers) ->
                send(exchange, new ResendAnswer(status, body), headers);
            case CloseOnly _ -> exchange.close();
            case ProcessAndClose _ -> {
                processor.process(request, REJECT_NOTHING);
                exchange.close();
            }
            case ProcessAndRespond(int status, String body) -> {
                processor.process(request, REJECT_NOTHING);
                send(exchange, new ResendAnswer(status, body), Map.of());
            }
            case ProcessWithHeaders(Map<String, String> headers) ->
                send(exchange, processor.process(request, REJECT_NOTHING), headers);
            case ProcessRejecting rejecting -> send(exchange, processor.process(request, rejecting), Map.of());
        }
    }

    private static void send(HttpExchange exchange, ResendAnswer answer, Map<String, String> headers)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        headers.forEach(exchange.getResponseHeaders()::set);
        LoopbackHttpServer.send(exchange, answer.status(), answer.body().getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}

package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A stand-in for Resend's API that takes every batch, once for each key, and counts its letters. */
final class ResendSink implements AutoCloseable {
    private static final byte[] MESSAGE_ID = "\"Message-ID\":\"".getBytes(US_ASCII);

    private final HttpServer server;
    private final Tally tally;
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

    private ResendSink(HttpServer server, Tally tally) {
        this.server = server;
        this.tally = tally;
    }

    static ResendSink open(Tally tally) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        ResendSink sink = new ResendSink(server, tally);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/emails", sink::answer);
        server.start();
        return sink;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            byte[] answer = answers.computeIfAbsent(key, once -> take(body));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** Counts a batch's letters: within a text of JSON no quotation mark stands by itself. */
    private byte[] take(byte[] body) {
        int letters = 0;
        int end = body.length - MESSAGE_ID.length;
        for (int i = 0; i < end; i++) {
            if (body[i] == '"' && isMessageId(body, i)) {
                int begin = i + MESSAGE_ID.length;
                int close = begin;
                while (body[close] != '"') {
                    close++;
                }
                tally.accept(new String(body, begin, close - begin, US_ASCII), 0);
                letters++;
            }
        }
        tally.bytes(body.length);
        return IntStream.range(0, letters)
                .mapToObj(n -> "{\"id\":\"letter-" + n + "\"}")
                .collect(Collectors.joining(",", "{\"data\":[", "]}"))
                .getBytes(US_ASCII);
    }

    private static boolean isMessageId(byte[] body, int at) {
        for (int k = 1; k < MESSAGE_ID.length; k++) {
            if (body[at + k] != MESSAGE_ID[k]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

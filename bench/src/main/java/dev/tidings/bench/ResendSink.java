package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import dev.tidings.testkit.LoopbackHttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A fake Resend API that accepts each batch once per key and counts its letters. */
final class ResendSink implements AutoCloseable {
    private static final byte[] MESSAGE_ID = "\"Message-ID\":\"".getBytes(US_ASCII);
    private static final int[] SHIFTS = shifts();

    private final LoopbackHttpServer server;
    private final SinkCounter counter;
    private final Map<String, byte[]> responses = new ConcurrentHashMap<>();

    private ResendSink(SinkCounter counter) {
        this.counter = counter;
        server = LoopbackHttpServer.open(this::answer);
    }

    static ResendSink open(SinkCounter counter) {
        return new ResendSink(counter);
    }

    int port() {
        return server.port();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = readBody(exchange);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        byte[] response = responses.computeIfAbsent(key, _ -> acceptBatch(body));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        LoopbackHttpServer.send(exchange, 200, response);
    }

    /** Reads the body into one array: its length is known from the header. */
    private static byte[] readBody(HttpExchange exchange) throws IOException {
        byte[] body = new byte[Integer.parseInt(exchange.getRequestHeaders().getFirst("Content-Length"))];
        if (exchange.getRequestBody().readNBytes(body, 0, body.length) < body.length) {
            throw new EOFException("the request ended before its " + body.length + " bytes");
        }
        return body;
    }

    /** Counts the letters of a batch. JSON escapes quotation marks in strings, so the search finds only headers. */
    private byte[] acceptBatch(byte[] body) {
        int letters = 0;
        for (int begin = afterMessageId(body, 0); begin >= 0; begin = afterMessageId(body, begin)) {
            int close = begin;
            while (body[close] != '"') {
                close++;
            }
            counter.accept(new String(body, begin, close - begin, US_ASCII), 0);
            letters++;
        }
        counter.addBytes(body.length);
        return IntStream.range(0, letters)
                .mapToObj(n -> "{\"id\":\"letter-" + n + "\"}")
                .collect(Collectors.joining(",", "{\"data\":[", "]}"))
                .getBytes(US_ASCII);
    }

    /** Returns the index after the next occurrence of {@code MESSAGE_ID}, or -1 (Horspool's search). */
    private static int afterMessageId(byte[] body, int from) {
        int last = MESSAGE_ID.length - 1;
        for (int i = from + last; i < body.length; i += SHIFTS[body[i] & 0xff]) {
            if (body[i] == MESSAGE_ID[last] && Arrays.equals(body, i - last, i, MESSAGE_ID, 0, last)) {
                return i + 1;
            }
        }
        return -1;
    }

    /** The shift table of Horspool's search, by the byte under the end of the pattern. */
    private static int[] shifts() {
        int[] shifts = new int[256];
        Arrays.fill(shifts, MESSAGE_ID.length);
        for (int k = 0; k < MESSAGE_ID.length - 1; k++) {
            shifts[MESSAGE_ID[k]] = MESSAGE_ID.length - 1 - k;
        }
        return shifts;
    }

    @Override
    public void close() {
        server.close();
    }
}

package dev.tidings.bench;

import dev.tidings.bench.Task.SinkKind;
import dev.tidings.bench.sink.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** The sink's process: says its port, then a {@link Tally.Count} for every line that it reads. */
@Command(name = "sink", hidden = true)
final class SinkCommand implements Callable<Integer> {
    record Open(int port) {}

    @Parameters(index = "0")
    private SinkKind kind = SinkKind.SMTP;

    @Override
    public Integer call() throws Exception {
        Tally tally = new Tally();
        switch (kind) {
            case SMTP -> serve(Sink.open(new SinkSession(tally)), tally);
            case FAST -> serve(Sink.open(new FastSession(tally)), tally);
            case RESEND -> {
                try (ResendSink sink = ResendSink.open(tally)) {
                    count(sink.port(), tally);
                }
            }
        }
        return 0;
    }

    private static void serve(Sink opened, Tally tally) throws IOException {
        try (Sink sink = opened) {
            count(sink.port(), tally);
        }
    }

    private static void count(int port, Tally tally) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(json.writeValueAsString(new Open(port)));
            while (orders.readLine() != null) {
                System.out.println(json.writeValueAsString(tally.take()));
            }
        }
    }
}

package dev.tidings.bench;

import dev.tidings.bench.DeliverWorkload.SinkKind;
import dev.tidings.testkit.LoopbackServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Runs a sink in a separate process. Prints its port, then a {@link SinkCounter.SinkCount} for each line read. */
@Command(name = "sink", hidden = true)
final class SinkCommand implements Callable<Integer> {
    record SinkOpened(int port) {}

    @Parameters(index = "0")
    private SinkKind kind = SinkKind.SMTP;

    @Parameters(index = "1", description = "The most connections at a time.")
    private int connections;

    @Parameters(index = "2", description = "The most letters on a connection.")
    private int letters;

    @Override
    public Integer call() throws Exception {
        SinkCounter counter = new SinkCounter();
        switch (kind) {
            case SMTP ->
                serve(
                        LoopbackServer.open(
                                new SmtpSinkSession(counter, new SinkLimits(connections, letters)),
                                IOException::printStackTrace),
                        counter);
            case FAST ->
                serve(LoopbackServer.open(new FastSmtpSinkSession(counter), IOException::printStackTrace), counter);
            case RESEND -> {
                try (ResendSink sink = ResendSink.open(counter)) {
                    reportCounts(sink.port(), counter);
                }
            }
        }
        return 0;
    }

    private static void serve(LoopbackServer server, SinkCounter counter) throws IOException {
        try (LoopbackServer sink = server) {
            reportCounts(sink.port(), counter);
        }
    }

    private static void reportCounts(int port, SinkCounter counter) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(json.writeValueAsString(new SinkOpened(port)));
            while (commands.readLine() != null) {
                System.out.println(json.writeValueAsString(counter.takeCount()));
            }
        }
    }
}

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

/** The sink's process: reports its port, then a {@link SinkCounter.SinkCount} for each line that it reads. */
@Command(name = "sink", hidden = true)
final class SinkCommand implements Callable<Integer> {
    record SinkOpened(int port) {}

    @Parameters(index = "0")
    private SinkKind kind = SinkKind.SMTP;

    @Override
    public Integer call() throws Exception {
        SinkCounter tally = new SinkCounter();
        switch (kind) {
            case SMTP -> serve(LoopbackServer.open(new SmtpSinkSession(tally), IOException::printStackTrace), tally);
            case FAST ->
                serve(LoopbackServer.open(new FastSmtpSinkSession(tally), IOException::printStackTrace), tally);
            case RESEND -> {
                try (ResendSink sink = ResendSink.open(tally)) {
                    reportCounts(sink.port(), tally);
                }
            }
        }
        return 0;
    }

    private static void serve(LoopbackServer opened, SinkCounter tally) throws IOException {
        try (LoopbackServer sink = opened) {
            reportCounts(sink.port(), tally);
        }
    }

    private static void reportCounts(int port, SinkCounter tally) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(json.writeValueAsString(new SinkOpened(port)));
            while (orders.readLine() != null) {
                System.out.println(json.writeValueAsString(tally.takeCount()));
            }
        }
    }
}

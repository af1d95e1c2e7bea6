package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.LoopbackServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/test --with postfix}: needs Postfix's {@code smtp-sink} and {@code smtp-source} on the PATH. */
@Tag("postfix")
class PostfixTest {
    private static final int RECIPIENTS = 2000;

    @Test
    void takenPortIsReplacedByAnother() {
        try (LoopbackServer other = LoopbackServer.open(
                socket -> socket.getOutputStream().write("220 other.example ESMTP\r\n".getBytes(US_ASCII)))) {
            int free = FreePort.find();
            List<Integer> ports = new ArrayList<>(List.of(other.port(), free));
            try (PostfixSink sink =
                    PostfixSink.start(SmtpSource.find("smtp-sink").orElseThrow(), ports::removeFirst)) {
                assertThat(sink.port()).isEqualTo(free);
            }
        }
    }

    @Test
    void smtpSinkAcceptsEveryLetter() {
        StringWriter out = new StringWriter();
        int exitCode = Bench.commandLine()
                .setOut(new PrintWriter(out))
                .execute("deliver", "--recipients=" + RECIPIENTS, "--connections=2", "--sink=smtp", "--warm=0");
        String lastLine = out.toString().lines().reduce("", (before, line) -> line);
        JsonNode figures = JsonMapper.builder().build().readTree(lastLine);

        assertThat(exitCode).isZero();
        assertThat(figures.get("server").asString()).isEqualTo("Postfix's smtp-sink");
        assertThat(figures.get("ledger_sent").asInt()).isEqualTo(RECIPIENTS);
        assertThat(figures.get("letter_bytes").asInt()).isGreaterThan(1000);
        assertThat(figures.at("/smtp_source/messages_per_second").asDouble()).isPositive();
    }
}

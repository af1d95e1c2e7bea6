package dev.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DeliverTest {
    private static final int RECIPIENTS = 1000;

    @Test
    void everyLetterArrivesOnceAndTheLastLineHasTheFigures() {
        StringWriter out = new StringWriter();
        int exitCode = Bench.commandLine()
                .setOut(new PrintWriter(out))
                .execute("deliver", "--recipients=" + RECIPIENTS, "--connections=2", "--sink=fast", "--warm=500");
        String lastLine = out.toString().lines().reduce("", (before, line) -> line);
        JsonNode figures = JsonMapper.builder().build().readTree(lastLine);

        assertThat(exitCode).isZero();
        assertThat(figures.get("recipients").asInt()).isEqualTo(RECIPIENTS);
        assertThat(figures.get("ledger_sent").asInt()).isEqualTo(RECIPIENTS);
        assertThat(figures.get("sink_accepted").asInt()).isEqualTo(RECIPIENTS);
        assertThat(figures.get("sink_unique").asInt()).isEqualTo(RECIPIENTS);
        assertThat(figures.get("faults")).isEmpty();
        assertThat(figures.get("letters_per_second").asDouble()).isPositive();
        assertThat(figures.get("cpu_seconds_per_thousand").asDouble()).isPositive();
        assertThat(figures.get("letter_bytes").asInt()).isGreaterThan(1000);
        assertThat(figures.at("/plain_sender/messages_per_second").asDouble()).isPositive();
        assertThat(figures.get("ratio_to_plain_sender").asDouble()).isPositive();
        assertThat(figures.has("smtp_source")).isTrue();
        assertThat(figures.has("peak_memory_mib")).isTrue();
        assertThat(figures.get("stages").propertyNames())
                .containsExactly("plan", "compose", "render", "intend", "handover", "settle", "rest");
    }
}

package dev.tidings.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two rounds of {@code bin/chaos}. Run longer ones by hand; see docs/faults.md. */
class ChaosTest {
    @Test
    void roundsWithFaultsLoseAndDuplicateNoLetter() {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new ChaosCommand())
                .setOut(new PrintWriter(out))
                .execute("--rounds=2", "--nodes=2", "--recipients=600", "--seed=1");
        String lastLine = out.toString().lines().reduce("", (before, line) -> line);
        JsonNode figures = JsonMapper.builder().build().readTree(lastLine);

        assertThat(exitCode).as(out.toString()).isZero();
        assertThat(figures.get("rounds").asInt()).isEqualTo(2);
        // Users who opt out before planning get no letter.
        assertThat(figures.get("letters").asInt()).isBetween(2 * 588 - 200, 2 * 588);
        assertThat(figures.get("twice").asInt()).isZero();
        assertThat(figures.get("lost").asInt()).isZero();
        assertThat(figures.get("failed_rounds")).isEmpty();
        assertThat(figures.get("samples").asInt()).isPositive();
        assertThat(figures.get("faults")).isNotEmpty();
    }
}

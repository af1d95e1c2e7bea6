package dev.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlameGraphTest {
    @Test
    void methodsOfOursAreNamedAndLibrariesTold(@TempDir Path folder) throws Exception {
        Path recorded = folder.resolve("recorded.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            long digits = work(Instant.now().plusSeconds(2));
            recording.stop();
            recording.dump(recorded);
            assertThat(digits).isPositive();
        }

        FlameGraph.write(recorded, folder.resolve("flame.svg"));

        Path picture = folder.resolve("flame.svg");
        assertThat(Files.readString(picture))
                .contains("<title>FlameGraphTest.work: ")
                .contains("<title>java.math: ");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(picture.toFile())
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    private static long work(Instant end) {
        long digits = 0;
        while (Instant.now().isBefore(end)) {
            digits += BigInteger.TEN.pow(5_000).toString().length();
        }
        return digits;
    }
}

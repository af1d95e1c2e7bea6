package dev.tidings.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No bytes from outside throw what a parser does not document. Jazzer searches for such bytes, guided by coverage: a few
 * thousand inputs here, and longer with {@code bin/fuzz}.
 */
class FuzzTest {
    /** Inputs of a run; 0 for no limit. */
    private static final int RUNS = Integer.getInteger("tidings.fuzz.runs", 1_500);

    /** Duration of a run in seconds; 0 for no limit. */
    private static final int SECONDS = Integer.getInteger("tidings.fuzz.seconds", 0);

    private static final int MAX_FINDINGS = 20;

    /** A sanitizer of Jazzer that fails on a null argument itself. */
    private static final String FAULTY_HOOK = "com.code_intelligence.jazzer.sanitizers.XmlParserSsrfGuidance";

    private static final String TARGET = System.getProperty(FuzzDriver.TARGET, "");

    @TempDir
    Path corpus;

    static List<String> targets() {
        return FuzzTargets.names();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void knownInputsAreRead(String name) throws Exception {
        FuzzTarget target = FuzzTargets.named(name);
        target.read(new byte[0]);
        for (byte[] seed : target.seeds()) {
            target.read(seed);
            target.read(Arrays.copyOf(seed, seed.length / 2));
        }
    }

    @Test
    void newInputsAreRead() throws Exception {
        List<String> names = TARGET.isEmpty() ? FuzzTargets.names() : List.of(TARGET);
        for (int i = 0; i < names.size(); i++) {
            writeSeeds(i, FuzzTargets.named(names.get(i)).seeds());
        }
        Path findings = Files.createTempDirectory(Files.createDirectories(Path.of("target/fuzz")), "run-");
        Path output = findings.resolve("output.txt");
        Process jazzer = new ProcessBuilder(command(findings))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int status = jazzer.waitFor();
            try (Stream<Path> files = Files.list(findings)) {
                assertThat(files).as(() -> summary(output)).containsExactly(output);
            }
            assertThat(status).as(() -> summary(output)).isZero();
        } finally {
            jazzer.destroyForcibly();
        }
    }

    private void writeSeeds(int target, List<byte[]> seeds) throws IOException {
        for (int i = 0; i < seeds.size(); i++) {
            byte[] input = new byte[seeds.get(i).length + 1];
            input[0] = (byte) target;
            System.arraycopy(seeds.get(i), 0, input, 1, seeds.get(i).length);
            Files.write(corpus.resolve(target + "-" + i), input);
        }
    }

    /** A run of a number of inputs has a fixed seed and ends at the first finding; a run of seconds collects them. */
    private List<String> command(Path findings) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-Xss2m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + FuzzDriver.TARGET + "=" + TARGET));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer"));
        command.addAll(List.of(
                "--target_class=" + FuzzDriver.class.getName(),
                "--instrumentation_includes=dev.tidings.**",
                "--disabled_hooks=" + FAULTY_HOOK,
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + "/",
                "-timeout=60",
                "-rss_limit_mb=0",
                "-print_final_stats=1"));
        command.addAll(
                SECONDS > 0
                        ? List.of("-max_total_time=" + SECONDS, "--keep_going=" + MAX_FINDINGS)
                        : List.of("-runs=" + RUNS, "-seed=1"));
        command.add(corpus.toString());
        return command;
    }

    private static String summary(Path output) {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "see " + output;
        }
    }
}

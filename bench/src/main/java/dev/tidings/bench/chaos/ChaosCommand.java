package dev.tidings.bench.chaos;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench chaos}, which {@code bin/chaos} calls: round after round of editions and faults. */
@Command(
        name = "chaos",
        description = {
            "Sends edition after edition over several nodes while faults strike, and holds the ledger against what the servers took.",
            "A round is drawn from the seed and its number: --seed and --round replay it. The last line is one JSON object."
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @SuppressWarnings("unused") // picocli acts on it
    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    private boolean help;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "What faults are drawn from (default: another one each time).")
    private @Nullable Long seed;

    @Option(names = "--round", paramLabel = "R", description = "This round alone, of the given seed.")
    private @Nullable Integer round;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "1 to 9 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--recipients",
            paramLabel = "N",
            defaultValue = "1200",
            description = "Of each edition, 100 to 100000 (default: ${DEFAULT-VALUE}).")
    private int recipients;

    @Option(
            names = "--heartbeat",
            paramLabel = "MS",
            defaultValue = "500",
            description =
                    "Of the nodes, in milliseconds, 100 to 60000; in production it is 5000 (default: ${DEFAULT-VALUE}).")
    private int heartbeat;

    @Override
    public Integer call() throws InterruptedException {
        requireWithin("--rounds", rounds, 1, 100_000);
        requireWithin("--nodes", nodes, 1, 9);
        requireWithin("--recipients", recipients, 100, 100_000);
        requireWithin("--heartbeat", heartbeat, 100, 60_000);
        LoggingSystem.get(ChaosCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        PrintWriter out = spec.commandLine().getOut();
        try {
            Report report = new Campaign(task(), out).run();
            out.println(report.json());
            out.flush();
            return report.failedRounds().isEmpty() ? 0 : FAILED;
        } catch (RigFailure e) {
            spec.commandLine().getErr().println("chaos: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return FAILED;
        }
    }

    private Campaign.Task task() {
        Path home = Path.of(System.getProperty("tidings.home", ".."))
                .toAbsolutePath()
                .normalize();
        Path jar = home.resolve("tidings/target/tidings-exec.jar");
        if (!Files.exists(jar)) {
            throw new ParameterException(spec.commandLine(), jar + " is missing: bin/chaos packages it");
        }
        List<Path> jars = Collections.nCopies(nodes, jar);
        long drawn = seed == null ? System.nanoTime() & 0xff_ffff : seed;
        int first = round == null ? 1 : round;
        int last = round == null ? rounds : round;
        return new Campaign.Task(
                new Rig.Plan(home, jars, Duration.ofMillis(heartbeat)), recipients, drawn, first, last);
    }

    private void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ": give a number from " + least + " to " + most);
        }
    }
}

package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Fault.FaultKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench chaos}, which {@code bin/chaos} calls: rounds of editions with injected faults. */
@Command(
        name = "chaos",
        description = {
            "Sends edition after edition over several nodes while faults strike, and holds the ledger against what the servers took.",
            "A round is drawn from the seed and its number: --seed and --round replay it. The last line is one JSON object."
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "KIND",
            description = "These kinds alone, such as node-killed,disk-full (default: all that can be staged here).")
    private List<String> faults = List.of();

    @Option(
            names = "--previous",
            paramLabel = "JAR",
            description =
                    "The last node runs this packaged program: the release before, with the same migrations. The heartbeat is"
                            + " then the usual one.")
    private @Nullable Path previous;

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
            ChaosReport report = new ChaosRun(options(), out).run();
            out.println(report.json());
            out.flush();
            return report.failedRounds().isEmpty() ? 0 : FAILED;
        } catch (TestbedException e) {
            spec.commandLine().getErr().println("chaos: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return FAILED;
        }
    }

    private ChaosRun.ChaosOptions options() {
        Path home = Path.of(System.getProperty("tidings.home", ".."))
                .toAbsolutePath()
                .normalize();
        Path jar = home.resolve("tidings/target/tidings-exec.jar");
        if (!Files.exists(jar)) {
            throw new ParameterException(spec.commandLine(), jar + " is missing: bin/chaos packages it");
        }
        List<Path> jars = new ArrayList<>(Collections.nCopies(nodes, jar));
        if (previous != null) {
            requireSameMigrations(jar, previous);
            jars.set(nodes - 1, previous.toAbsolutePath());
        }
        long drawn = seed == null ? System.nanoTime() & 0xff_ffff : seed;
        int first = round == null ? 1 : round;
        int last = round == null ? rounds : round;
        return new ChaosRun.ChaosOptions(
                new Testbed.TestbedSpec(home, jars, heartbeatInterval(), faultKinds()), recipients, drawn, first, last);
    }

    private void requireSameMigrations(Path jar, Path other) {
        try {
            if (!JarMigrations.areTheSame(jar, other)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--previous: " + other + " has other migrations than this program, and refuses its database");
            }
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--previous: " + other + " cannot be read: " + e, e);
        }
    }

    /** A release that does not know the setting has the usual heartbeat, and all nodes must agree on it. */
    private Duration heartbeatInterval() {
        return previous == null ? Duration.ofMillis(heartbeat) : DEFAULT_HEARTBEAT;
    }

    private Set<FaultKind> faultKinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String word : faults) {
            kinds.add(Stream.of(FaultKind.values())
                    .filter(kind -> kind.cliName().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "--faults has \"" + word + "\": it knows " + FaultKind.cliNames())));
        }
        return kinds.isEmpty() ? EnumSet.allOf(FaultKind.class) : kinds;
    }

    private void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ": give a number from " + least + " to " + most);
        }
    }
}

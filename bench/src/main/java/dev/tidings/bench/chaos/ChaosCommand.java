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

/** {@code bench chaos}, called by {@code bin/chaos}: rounds of one edition each, with injected faults. */
@Command(
        name = "chaos",
        description = {
            "Injects faults while editions are sent, then compares the ledger with the accepted letters.",
            "The seed and the round's number determine the faults. --seed and --round repeat a round. The last line is one JSON object."
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final Duration PREVIOUS_RELEASE_HEARTBEAT = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seed", paramLabel = "S", description = "Seed (default: random).")
    private @Nullable Long seed;

    @Option(names = "--round", paramLabel = "R", description = "Runs only this round of the seed.")
    private @Nullable Integer round;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of nodes, 1 to 9 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--recipients",
            paramLabel = "N",
            defaultValue = "1200",
            description = "Recipients of each edition, 100 to 100000 (default: ${DEFAULT-VALUE}).")
    private int recipients;

    @Option(
            names = "--heartbeat",
            paramLabel = "MS",
            defaultValue = "500",
            description =
                    "Heartbeat interval of the nodes in ms, 100 to 60000; production default: 4000 (default: ${DEFAULT-VALUE}).")
    private int heartbeat;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "KIND",
            description =
                    "Injects only these faults, such as node-killed,disk-full (default: all supported on this machine).")
    private List<String> faults = List.of();

    @Option(
            names = "--previous",
            paramLabel = "JAR",
            description =
                    "The last node runs this packaged jar of the previous release, which has the same migrations. All nodes"
                            + " then have a heartbeat of 5000 ms.")
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
        long runSeed = seed == null ? System.nanoTime() & 0xff_ffff : seed;
        int first = round == null ? 1 : round;
        int last = round == null ? rounds : round;
        return new ChaosRun.ChaosOptions(
                new Testbed.TestbedSpec(home, jars, heartbeatInterval(), faultKinds()),
                recipients,
                runSeed,
                first,
                last);
    }

    private void requireSameMigrations(Path jar, Path other) {
        try {
            if (!JarMigrations.areTheSame(jar, other)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--previous: " + other + " has other migrations than this program and refuses its database");
            }
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--previous: " + other + " cannot be read: " + e, e);
        }
    }

    /** All nodes must have the same heartbeat, and a previous release may not know {@code TIDINGS_HEARTBEAT}. */
    private Duration heartbeatInterval() {
        return previous == null ? Duration.ofMillis(heartbeat) : PREVIOUS_RELEASE_HEARTBEAT;
    }

    private Set<FaultKind> faultKinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : faults) {
            kinds.add(Stream.of(FaultKind.values())
                    .filter(kind -> kind.cliName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--faults: unknown fault \"" + name + "\"; known: " + FaultKind.cliNames())));
        }
        return kinds.isEmpty() ? EnumSet.allOf(FaultKind.class) : kinds;
    }

    private void requireWithin(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ": give a number from " + min + " to " + max);
        }
    }
}

package dev.tidings.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs another command of this bench in a separate JVM. It reads commands line by line from its standard input, replies
 * with one JSON object per line, and exits at the end of its input. Its other output goes to standard error.
 */
final class ChildProcess implements AutoCloseable {
    /** The flags of {@code bin/tidings}, except for the heap. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:NewRatio=1",
            "-XX:SurvivorRatio=3",
            "-XX:TargetSurvivorRatio=95",
            "-XX:CompileThresholdScaling=4",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    /** Variables that configure an installation. They must not reach the measured program. */
    private static final Pattern OPERATOR_VARIABLE = Pattern.compile("(TIDINGS|RESEND)_.*|SMTP_URL");

    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final BufferedReader replies;
    private final PrintWriter commands;
    private final JsonMapper json = JsonMapper.builder().build();

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.replies = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** @param heap the maximum heap, in the form of {@code -Xmx} */
    static ChildProcess start(String heap, Map<String, String> environment, String... arguments) {
        return start(List.of("-Xmx" + heap), environment, arguments);
    }

    /** @param options options of the virtual machine */
    static ChildProcess start(List<String> options, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(options);
        command.addAll(launchArguments(System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().keySet().removeIf(OPERATOR_VARIABLE.asMatchPredicate());
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(arguments[0], builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the bench as " + arguments[0], e);
        }
    }

    /** Arguments that start this bench: from its jar, or from class folders during development. */
    private static List<String> launchArguments(String classPath) {
        boolean packaged = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return packaged ? List.of("-jar", classPath) : List.of("-cp", classPath, Bench.class.getName());
    }

    void send(String line) {
        commands.println(line);
    }

    /** Waits for the next reply while the process lives. */
    <T> T receive(Class<T> type) {
        try {
            for (String line = replies.readLine(); line != null; line = replies.readLine()) {
                if (line.startsWith("{")) {
                    return json.readValue(line, type);
                }
                System.err.println(name + ": " + line);
            }
            throw new BenchException("the " + name + " exited early with exit code " + process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the replies of the " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while waiting for the " + name);
        }
    }

    /** Ends the input of the process, and kills the process if it does not exit in time. */
    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

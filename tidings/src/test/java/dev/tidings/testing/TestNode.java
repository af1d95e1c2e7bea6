package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a separate process that a test starts, stops and kills. */
public final class TestNode implements AutoCloseable {
    private static final String AOT_PROPERTY = "spring.aot.enabled";
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;

    private TestNode(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code tidings} with the arguments.
     *
     * @param log the file to which the output is appended
     */
    public static TestNode start(Path log, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        if (System.getProperty(AOT_PROPERTY) != null) {
            command.add("-D" + AOT_PROPERTY + "=" + System.getProperty(AOT_PROPERTY));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tidings.command.TidingsCommand"));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new TestNode(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The program did not start", e);
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Kills the process (SIGKILL) and waits until it has ended. */
    public void kill() {
        await(process.destroyForcibly());
    }

    /** Stops the process (SIGTERM) and waits until it has ended. */
    public void stop() {
        process.destroy();
        await(process);
    }

    /** Waits until the process has ended and returns its exit code. */
    public int await() {
        await(process);
        return process.exitValue();
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The program did not end within five minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the program", e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}

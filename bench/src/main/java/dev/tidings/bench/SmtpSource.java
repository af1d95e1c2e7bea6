package dev.tidings.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Postfix's load generator {@code smtp-source}. */
final class SmtpSource {
    private final Path program;

    private SmtpSource(Path program) {
        this.program = program;
    }

    /** Returns empty if it is not on the PATH. */
    static Optional<SmtpSource> find() {
        return find("smtp-source").map(SmtpSource::new);
    }

    /** Finds a program on the PATH. */
    static Optional<Path> find(String name) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Sends the letters over persistent connections and returns the elapsed seconds. */
    double send(int port, int connections, long messages, int size) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "-d",
                        "-s",
                        Integer.toString(connections),
                        "-m",
                        Long.toString(messages),
                        "-l",
                        Integer.toString(size),
                        "-f",
                        "bench@example.com",
                        "-t",
                        "reader@example.com",
                        "127.0.0.1:" + port)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        long start = System.nanoTime();
        int exitCode = run(builder);
        if (exitCode != 0) {
            throw new BenchException("smtp-source ended with exit code " + exitCode);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static int run(ProcessBuilder builder) throws InterruptedException {
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("smtp-source did not start", e);
        }
    }
}

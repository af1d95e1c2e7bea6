package dev.tidings.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server, as its {@code postmaster.pid} describes it: pid on the first line, port on the fourth. */
record Postmaster(ProcessHandle process, int port) {
    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int STOP_SECONDS = 30;

    /** The server of that cluster, if one is alive. */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        int port = Integer.parseInt(lines.get(3).strip());
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").contains("postgres"))
                .map(process -> new Postmaster(process, port));
    }

    void stop() {
        log.info("stopping the PostgreSQL (pid {}) that an earlier process left behind", process.pid());
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while PostgreSQL stopped", e));
        } catch (ExecutionException | TimeoutException e) {
            throw new UncheckedIOException(new IOException(
                    "PostgreSQL (pid " + process.pid() + ") did not stop within " + STOP_SECONDS
                            + " s; stop it, then start again",
                    e));
        }
    }
}

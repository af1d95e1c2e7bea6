package dev.tidings.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The port that a node binds at one start ({@code TIDINGS_PORT=0}), read from the node's log. */
final class LoggedPort {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+) ");

    private final Path log;
    private final long offset;
    private volatile int port;

    private LoggedPort(Path log, long offset) {
        this.log = log;
        this.offset = offset;
    }

    /** Ignores the lines of earlier starts, which the log has already. */
    static LoggedPort ofNextStart(Path log) {
        try {
            return new LoggedPort(log, Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns empty until the node listens. */
    OptionalInt find() {
        if (port == 0) {
            Matcher started = STARTED.matcher(newLines());
            port = started.find() ? Integer.parseInt(started.group(1)) : 0;
        }
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private String newLines() {
        if (!Files.exists(log)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(offset);
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

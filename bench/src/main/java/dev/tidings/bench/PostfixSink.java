package dev.tidings.bench;

import dev.tidings.bench.SinkCounter.SinkCount;
import dev.tidings.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Postfix's {@code smtp-sink}, which counts nothing; the system tells how many bytes it read. */
final class PostfixSink implements TargetSink {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    private final int port;
    private final Process process;
    private long bytesBefore;

    private PostfixSink(int port, Process process) {
        this.port = port;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    static PostfixSink start(Path program) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to serve as root.
            command.addAll(List.of("-u", "nobody"));
        }
        try {
            int port = FreePort.find();
            command.addAll(List.of("127.0.0.1:" + port, "64"));
            PostfixSink sink = new PostfixSink(
                    port,
                    new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.INHERIT)
                            .start());
            sink.awaitOpen();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException("smtp-sink did not start", e);
        }
    }

    private void awaitOpen() {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        throw new BenchException("smtp-sink did not open its port within " + START_TIMEOUT.toSeconds() + " s");
    }

    @Override
    public String name() {
        return "Postfix's smtp-sink";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean countsLetters() {
        return false;
    }

    @Override
    public SinkCount takeCount() {
        long bytes = ProcessUsage.bytesRead(process.pid());
        long since = bytes - bytesBefore;
        bytesBefore = bytes;
        return new SinkCount(0, 0, since, ProcessUsage.cpuSeconds(Stream.of(process.toHandle())));
    }

    @Override
    public void close() {
        process.destroy();
    }
}

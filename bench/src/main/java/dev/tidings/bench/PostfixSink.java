package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Postfix's {@code smtp-sink}, which counts no letters. The system counts the bytes that it reads.
 *
 * <p>It cannot choose its port itself. If another program takes the chosen port first, it is started on another one.
 */
final class PostfixSink implements TargetSink {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final int READ_TIMEOUT_MILLIS = 1000;
    private static final int START_ATTEMPTS = 3;

    private final int port;
    private final String hostName;
    private final Process process;
    private long bytesBefore;

    private PostfixSink(int port, String hostName, Process process) {
        this.port = port;
        this.hostName = hostName;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    static PostfixSink start(Path program) {
        return start(program, FreePort::find);
    }

    /** @param ports gives the port for each attempt */
    static PostfixSink start(Path program, IntSupplier ports) {
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            PostfixSink sink = launch(program, ports.getAsInt());
            if (sink.awaitGreeting()) {
                return sink;
            }
            sink.close();
        }
        throw new BenchException("smtp-sink did not start in " + START_ATTEMPTS + " attempts");
    }

    private static PostfixSink launch(Path program, int port) {
        String hostName = "sink-" + UUID.randomUUID();
        List<String> command = new ArrayList<>(List.of(program.toString(), "-h", hostName));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to serve as root.
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("127.0.0.1:" + port, "64"));
        try {
            return new PostfixSink(
                    port,
                    hostName,
                    new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("smtp-sink did not start", e);
        }
    }

    /** Returns false if the process ends or the port belongs to another program. */
    private boolean awaitGreeting() {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(READ_TIMEOUT_MILLIS);
                // smtp-sink lives for a second after it has failed to bind, so only its own greeting proves the port.
                return new String(socket.getInputStream().readNBytes(4 + hostName.length()), US_ASCII)
                        .equals("220 " + hostName);
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        return false;
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
        long newBytes = bytes - bytesBefore;
        bytesBefore = bytes;
        return new SinkCount(0, 0, newBytes, ProcessUsage.cpuSeconds(Stream.of(process.toHandle())));
    }

    @Override
    public void close() {
        process.destroy();
    }
}

package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
    @Test
    void connectionsAreHandledAtTheSameTime() throws IOException {
        try (LoopbackServer server =
                        LoopbackServer.open(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
                Socket first = connect(server);
                Socket second = connect(server)) {
            second.getOutputStream().write(2);
            assertThat(second.getInputStream().read()).isEqualTo(2);
            first.getOutputStream().write(1);
            assertThat(first.getInputStream().read()).isEqualTo(1);
            assertThat(server.connectionCount()).isEqualTo(2);
            assertThat(server.openConnections()).isEqualTo(2);
        }
    }

    @Test
    void connectionEndsWithItsHandler() throws IOException {
        try (LoopbackServer server = LoopbackServer.open(_ -> {});
                Socket client = connect(server)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closingTheServerClosesItsConnections() throws IOException {
        LoopbackServer server = LoopbackServer.open(socket -> {
            socket.getOutputStream().write(1);
            socket.getInputStream().read();
        });
        try (Socket client = connect(server)) {
            client.getInputStream().read();
            server.close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void failureOfABrokenConnectionIsReported() throws Exception {
        BlockingQueue<IOException> failures = new ArrayBlockingQueue<>(1);
        IOException broken = new EOFException("broken");
        try (LoopbackServer server = LoopbackServer.open(
                        _ -> {
                            throw broken;
                        },
                        failures::add);
                Socket _ = connect(server)) {
            assertThat(failures.poll(60, TimeUnit.SECONDS)).isSameAs(broken);
        }
    }

    private static Socket connect(LoopbackServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }
}

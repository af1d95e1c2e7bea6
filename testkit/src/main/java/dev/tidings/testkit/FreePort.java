package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Finds a port for a server that cannot choose one itself. */
public final class FreePort {
    private FreePort() {}

    /** A port that nobody uses now, on whatever address. Another process may take it before the caller does. */
    public static int find() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

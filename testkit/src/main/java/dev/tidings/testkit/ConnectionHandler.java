package dev.tidings.testkit;

import java.io.IOException;
import java.net.Socket;

/** Handles one connection of a {@link LoopbackServer}. */
public interface ConnectionHandler {
    /**
     * Runs in its own virtual thread. The server closes the socket afterwards.
     *
     * @throws IOException if the connection breaks
     */
    void handle(Socket socket) throws IOException;
}

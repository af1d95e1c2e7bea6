package dev.tidings.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One node with its connection to the database, its clock and its data folder.
 *
 * @param databaseProxy the proxy between the node and the database
 * @param droppedCommitReplies number of replies to COMMIT that the node will still lose
 * @param settableClock null if clocks cannot be set on this machine
 */
record TestbedNode(
        NodeProcess process,
        FaultProxy databaseProxy,
        AtomicInteger droppedCommitReplies,
        @Nullable PreloadedClock settableClock,
        NodeFolder data) {

    /**
     * Creates a node. It is not started.
     *
     * @param folder the test bed's folder
     * @param clockLibrary null if clocks cannot be set on this machine
     * @param shared environment variables of all nodes
     */
    static TestbedNode create(
            String name,
            Path jar,
            Path folder,
            ChaosDatabase database,
            @Nullable Path clockLibrary,
            Map<String, String> shared)
            throws IOException {
        AtomicInteger droppedReplies = new AtomicInteger();
        FaultProxy proxy = FaultProxy.open(database::port, () -> new CommitReplyFilter(droppedReplies));
        NodeFolder data = new NodeFolder(folder.resolve(name));
        PreloadedClock clock =
                clockLibrary == null ? null : PreloadedClock.of(clockLibrary, folder.resolve(name + ".clock"));
        Map<String, String> environment = new HashMap<>(shared);
        if (clock != null) {
            environment.putAll(clock.environment());
        }
        environment.put(
                "TIDINGS_DATABASE_URL",
                "postgres://" + database.user() + ":" + database.password() + "@127.0.0.1:" + proxy.port()
                        + "/postgres");
        environment.put("TIDINGS_DATA", data.path().toString());
        LaunchSpec launch = LaunchSpec.extracted(jar, folder.resolveSibling("chaos-program"));
        NodeProcess process = new NodeProcess(name, launch, folder.resolve(name + ".log"), environment);
        return new TestbedNode(process, proxy, droppedReplies, clock, data);
    }

    PreloadedClock clock() {
        return Objects.requireNonNull(settableClock, "the node's clock cannot be set");
    }

    /** Ends the faults of this node's connection and clock. */
    void endFaults() {
        droppedCommitReplies.set(0);
        databaseProxy.resume();
        databaseProxy.refuseConnections(false);
        if (settableClock != null) {
            settableClock.setOffset(Duration.ZERO);
        }
    }

    /** Whether the node answers and has settled the journals of its earlier runs. */
    boolean isReady() {
        return data.journalCount() <= 1 && process.isReady();
    }
}

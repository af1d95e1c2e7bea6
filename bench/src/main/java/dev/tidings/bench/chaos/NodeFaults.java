package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.List;

/** Faults of a node: its process, data folder, clock and database connections. */
final class NodeFaults {
    /** Heartbeat intervals within which other nodes take over the work of a silent node. */
    private static final int TAKEOVER_HEARTBEATS = 7;

    private static final List<Duration> CLOCK_OFFSETS = List.of(
            Duration.ofSeconds(40),
            Duration.ofSeconds(-40),
            Duration.ofHours(2),
            Duration.ofHours(-2),
            Duration.ofDays(2));

    private final Testbed testbed;
    private final BackgroundActions background;

    NodeFaults(Testbed testbed, BackgroundActions background) {
        this.testbed = testbed;
        this.background = background;
    }

    void kill(Fault fault) {
        NodeProcess node = node(fault);
        long pid = node.pid();
        node.kill();
        background.runAfter(fault.millis(), node::start);
        background.run(() -> testbed.takeovers().measure(pid));
    }

    void deleteJournals(Fault fault) {
        NodeProcess node = node(fault);
        node.kill();
        background.runAfter(fault.millis(), () -> node.restart(testbed.nodeFolder(fault.node())::deleteJournals));
    }

    void restoreDataFolder(Fault fault) {
        NodeFolder folder = testbed.nodeFolder(fault.node());
        folder.makeCopy();
        background.runAfter(fault.millis() / 4, () -> node(fault).restart(folder::restoreCopy));
    }

    void freeze(Fault fault) {
        NodeProcess node = node(fault);
        node.suspend();
        background.runAfter(takeoverMillis(fault), node::resume);
    }

    void terminate(Fault fault) {
        NodeProcess node = node(fault);
        background.run(() -> {
            node.terminate();
            node.start();
        });
    }

    void stepClock(Fault fault) {
        PreloadedClock clock = testbed.clock(fault.node());
        clock.setOffset(CLOCK_OFFSETS.get(fault.amount() - 1));
        background.runAfter(2L * fault.millis(), () -> clock.setOffset(Duration.ZERO));
    }

    void resetConnections(Fault fault) {
        testbed.databaseProxy(fault.node()).resetConnections();
    }

    void refuseConnections(Fault fault) {
        FaultProxy proxy = testbed.databaseProxy(fault.node());
        proxy.refuseConnections(true);
        proxy.resetConnections();
        background.runAfter(fault.millis(), () -> proxy.refuseConnections(false));
    }

    void stallConnections(Fault fault) {
        FaultProxy proxy = testbed.databaseProxy(fault.node());
        proxy.stall();
        background.runAfter(takeoverMillis(fault), proxy::resume);
    }

    void dropCommitReplies(Fault fault) {
        testbed.droppedCommitReplies(fault.node()).set(fault.amount());
    }

    private NodeProcess node(Fault fault) {
        return testbed.nodes().get(fault.node());
    }

    private long takeoverMillis(Fault fault) {
        return testbed.heartbeat().toMillis() * TAKEOVER_HEARTBEATS + fault.millis();
    }
}

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
        background.runAfter(
                fault.millis(), () -> node.restart(testbed.node(fault.node()).data()::deleteJournals));
    }

    void restoreDataFolder(Fault fault) {
        NodeFolder folder = testbed.node(fault.node()).data();
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
        PreloadedClock clock = testbed.node(fault.node()).clock();
        clock.setOffset(CLOCK_OFFSETS.get(fault.amount() - 1));
        background.runAfter(2L * fault.millis(), () -> clock.setOffset(Duration.ZERO));
    }

    void resetConnections(Fault fault) {
        testbed.node(fault.node()).databaseProxy().resetConnections();
    }

    void refuseConnections(Fault fault) {
        FaultProxy proxy = testbed.node(fault.node()).databaseProxy();
        proxy.refuseConnections(true);
        proxy.resetConnections();
        background.runAfter(fault.millis(), () -> proxy.refuseConnections(false));
    }

    void stallConnections(Fault fault) {
        FaultProxy proxy = testbed.node(fault.node()).databaseProxy();
        proxy.stall();
        background.runAfter(takeoverMillis(fault), proxy::resume);
    }

    void dropCommitReplies(Fault fault) {
        testbed.node(fault.node()).droppedCommitReplies().set(fault.amount());
    }

    private NodeProcess node(Fault fault) {
        return testbed.node(fault.node()).process();
    }

    private long takeoverMillis(Fault fault) {
        return testbed.heartbeat().toMillis() * TAKEOVER_HEARTBEATS + fault.millis();
    }
}

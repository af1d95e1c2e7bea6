package dev.tidings.bench.chaos;

import java.time.Duration;
import java.util.List;

/** Faults of a node's process, its data folder, its clock and its connections to the database. */
final class NodeFaults {
    /** More than passes until the others take over the work of a node that fell silent. */
    private static final int TAKEOVER_HEARTBEATS = 7;

    private static final List<Duration> CLOCK_OFFSETS = List.of(
            Duration.ofSeconds(40),
            Duration.ofSeconds(-40),
            Duration.ofHours(2),
            Duration.ofHours(-2),
            Duration.ofDays(2));

    private final Testbed rig;
    private final BackgroundActions background;

    NodeFaults(Testbed rig, BackgroundActions background) {
        this.rig = rig;
        this.background = background;
    }

    void kill(Fault fault) {
        NodeProcess node = node(fault);
        long pid = node.pid();
        node.kill();
        background.runAfter(fault.millis(), node::start);
        background.run(() -> rig.takeovers().measure(pid));
    }

    void loseJournals(Fault fault) {
        NodeProcess node = node(fault);
        node.kill();
        background.runAfter(fault.millis(), () -> node.restart(rig.nodeFolder(fault.node())::deleteJournals));
    }

    void restoreFolder(Fault fault) {
        NodeFolder folder = rig.nodeFolder(fault.node());
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
        PreloadedClock clock = rig.clock(fault.node());
        clock.setOffset(CLOCK_OFFSETS.get(fault.amount() - 1));
        background.runAfter(2L * fault.millis(), () -> clock.setOffset(Duration.ZERO));
    }

    void cutDatabase(Fault fault) {
        rig.databaseProxy(fault.node()).resetConnections();
    }

    void shutDatabase(Fault fault) {
        FaultProxy way = rig.databaseProxy(fault.node());
        way.refuseConnections(true);
        way.resetConnections();
        background.runAfter(fault.millis(), () -> way.refuseConnections(false));
    }

    void holdDatabase(Fault fault) {
        FaultProxy way = rig.databaseProxy(fault.node());
        way.stall();
        background.runAfter(takeoverMillis(fault), way::resume);
    }

    void dropCommitReplies(Fault fault) {
        rig.droppedCommitReplies(fault.node()).set(fault.amount());
    }

    private NodeProcess node(Fault fault) {
        return rig.nodes().get(fault.node());
    }

    private long takeoverMillis(Fault fault) {
        return rig.heartbeat().toMillis() * TAKEOVER_HEARTBEATS + fault.millis();
    }
}

package dev.tidings.bench.chaos;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets faults happen, and all be well again. */
final class Stage implements AutoCloseable {
    private final Rig rig;
    private final ExecutorService lasting = Executors.newVirtualThreadPerTaskExecutor();

    Stage(Rig rig) {
        this.rig = rig;
    }

    /** Lets it happen now; what lasts, or has to be mended, goes on by itself. */
    void play(Fault fault) {
        switch (fault.kind()) {
            case NODE_KILLED -> kill(fault);
        }
    }

    private void kill(Fault fault) {
        Node node = rig.nodes().get(fault.node());
        node.kill();
        after(fault, node::start);
    }

    private void after(Fault fault, Runnable remedy) {
        Future<?> _ = lasting.submit(() -> {
            Thread.sleep(fault.millis());
            remedy.run();
            return null;
        });
    }

    /** Waits for what lasts; then nothing is wrong any more. */
    @Override
    public void close() {
        lasting.close();
        rig.cuts().clear();
        rig.mood().calm();
        rig.database().ensureRunning();
        rig.nodes().stream().filter(node -> !node.isAlive()).forEach(Node::start);
    }
}

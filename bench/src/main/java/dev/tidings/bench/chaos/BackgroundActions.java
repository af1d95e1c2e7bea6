package dev.tidings.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.dao.DataAccessException;

/** What faults do after they have begun: repairs, and actions that take a while. */
final class BackgroundActions implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> actions = new ArrayList<>();

    /** What may be interrupted, and may fail because another fault has taken the database away. */
    interface Action {
        void run() throws Exception;
    }

    void run(Action action) {
        Callable<Void> call = () -> {
            action.run();
            return null;
        };
        actions.add(threads.submit(call));
    }

    void runAfter(long millis, Action action) {
        run(() -> {
            Thread.sleep(millis);
            action.run();
        });
    }

    /** Waits for all actions. Throws if one has failed for another reason than an absent database. */
    @Override
    public void close() {
        threads.close();
        for (Future<?> each : actions) {
            if (each.state() == Future.State.FAILED && !(each.exceptionNow() instanceof DataAccessException)) {
                throw new TestbedException("a fault was not injected", each.exceptionNow());
            }
        }
    }
}

package dev.tidings.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.dao.DataAccessException;

/** Runs repairs and long actions of faults in the background. */
final class BackgroundActions implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> actions = new ArrayList<>();

    /** An action. It may fail with a {@link DataAccessException} when another fault has stopped the database. */
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

    /** Waits for all actions. Throws if one failed, unless the database was unreachable. */
    @Override
    public void close() {
        threads.close();
        for (Future<?> action : actions) {
            if (action.state() == Future.State.FAILED && !(action.exceptionNow() instanceof DataAccessException)) {
                throw new TestbedException("a fault was not injected", action.exceptionNow());
            }
        }
    }
}

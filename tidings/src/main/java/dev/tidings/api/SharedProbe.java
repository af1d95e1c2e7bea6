package dev.tidings.api;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A question to the database that concurrent requests share, so that they take one connection. */
final class SharedProbe<T> {
    private final Callable<T> question;
    private @Nullable FutureTask<T> current;

    SharedProbe(Callable<T> question) {
        this.question = question;
    }

    /** Returns the answer to a question that was asked now, or before and not answered yet. */
    T answer(Duration timeout) throws ExecutionException, TimeoutException, InterruptedException {
        return ask().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized FutureTask<T> ask() {
        FutureTask<T> asked = current;
        if (asked == null || asked.isDone()) {
            asked = new FutureTask<>(question);
            current = asked;
            Thread.startVirtualThread(asked);
        }
        return asked;
    }
}

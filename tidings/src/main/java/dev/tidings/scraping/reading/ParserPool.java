package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads documents on few threads of their own, each for a limited time: a document that costs more takes no time from
 * requests, and stops no other source.
 */
@Component
public class ParserPool implements DisposableBean {
    private static final int MAX_THREADS = 2;

    private final ExecutorService executor = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("parse-", 0).factory());
    private final Semaphore threads = new Semaphore(MAX_THREADS);
    private final Duration limit;
    private final Duration maxWait;

    public ParserPool() {
        this(Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    /**
     * @param limit maximum time of one document
     * @param maxWait maximum time until a thread is free
     */
    ParserPool(Duration limit, Duration maxWait) {
        this.limit = limit;
        this.maxWait = maxWait;
    }

    /**
     * @throws UnreadableDocument if the document has another format, or takes too long
     * @throws InterruptedException if the calling thread is interrupted
     */
    public ParsedDocument read(DocumentReader reader, WebDocument document) throws InterruptedException {
        return call(() -> reader.read(document));
    }

    /**
     * Does other work on documents, such as converting their items.
     *
     * @throws UnreadableDocument if it takes too long
     * @throws InterruptedException if the calling thread is interrupted
     */
    public <T> T call(Callable<T> work) throws InterruptedException {
        if (!threads.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new UnreadableDocument("Other documents took too long to read; the next run reads this one");
        }
        Future<T> parsed = submit(work);
        try {
            return parsed.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnreadableDocument("The document took more than " + limit.toMillis() / 1000.0 + " s to read", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            parsed.cancel(true);
        }
    }

    /** The thread stays taken until the reader has really ended. */
    private <T> Future<T> submit(Callable<T> work) {
        FutureTask<T> parsed = new FutureTask<>(work);
        try {
            executor.execute(() -> {
                try {
                    parsed.run();
                } finally {
                    threads.release();
                }
            });
        } catch (RejectedExecutionException e) {
            threads.release();
            throw new UnreadableDocument("The node shuts down", e);
        }
        return parsed;
    }

    private static RuntimeException rethrown(@Nullable Throwable failure) {
        return switch (failure) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(failure);
        };
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}

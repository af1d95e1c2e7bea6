package dev.tidings.transport.resend;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.core.Ticker;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport;
import dev.tidings.transport.TransportSession;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Sends letters through Resend, a hundred per request, under a key that makes repeats harmless. */
public final class ResendTransport implements Transport {
    /** Resend allows ten requests per second and answers each in less than half a second. */
    private static final int BATCHES_AT_ONCE = 4;

    private final ResendApi api;
    private final TransportRate rate;
    private final Semaphore batchPermits = new Semaphore(BATCHES_AT_ONCE, true);

    public ResendTransport(ResendSettings settings, Ticker ticker) {
        this(settings, new TokenBucket(settings.rate(), ticker));
    }

    ResendTransport(ResendSettings settings, TokenBucket tokenBucket) {
        api = new ResendApi(settings, tokenBucket);
        rate = new TransportRate(settings.rate(), true);
    }

    @Override
    public String name() {
        return "resend";
    }

    @Override
    public int batchSize() {
        return 100;
    }

    /** Resend keeps keys for 24 hours. One hour is reserved for clock differences and requests in flight. */
    @Override
    public Duration replayWindow() {
        return Duration.ofHours(23);
    }

    @Override
    public TransportRate rate() {
        return rate;
    }

    /** Blocks while a node has its largest number of batches in memory. */
    @Override
    public TransportSession openSession() {
        batchPermits.acquireUninterruptibly();
        return new ResendSession(this, batchPermits);
    }

    private record ResendSession(ResendTransport transport, Semaphore permits) implements TransportSession {
        @Override
        public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
            return transport.handOver(key, batch, listener);
        }

        @Override
        public void close() {
            permits.release();
        }
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
        if (!batch.isEmpty() && !listener.mayStart(0)) {
            return new HandOverResult(Collections.nCopies(batch.size(), SendOutcome.Deferred.NOT_STARTED), null);
        }
        return new ResendBatch(api, key, batch).handOver();
    }

    @Override
    public Reachability checkReachability(Collection<EmailAddress> senders) {
        return switch (api.checkAccess()) {
            case ResendResult.RequestAccepted _ -> new Reachability(true, "Resend accepts the API key");
            case ResendResult.KeyConflict conflict -> new Reachability(false, conflict.reason());
            case ResendResult.RequestRejected rejected -> new Reachability(false, rejected.reason());
            case ResendResult.RequestDeferred deferred -> new Reachability(false, deferred.reason());
            case ResendResult.RequestBlocked blocked -> new Reachability(false, blocked.reason());
        };
    }

    @Override
    public void close() {
        api.close();
    }
}

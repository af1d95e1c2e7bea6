package dev.tidings.transport.resend;

import dev.tidings.core.Message;
import dev.tidings.core.Ticker;
import dev.tidings.transport.Transport;
import java.time.Duration;
import java.util.List;

/** Hands letters to Resend, a hundred in a request, under a key that makes a repeat harmless. */
public final class ResendTransport implements Transport {
    private final ResendApi api;
    private final RepeatedRejections repeatedRejections = new RepeatedRejections();
    private final TransportRate rate;

    public ResendTransport(ResendSettings settings, Ticker ticker) {
        this(settings, new TokenBucket(settings.rate(), ticker));
    }

    ResendTransport(ResendSettings settings, TokenBucket pace) {
        api = new ResendApi(settings, pace);
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

    /** Ten requests a second are what Resend allows, and each is answered in less than half a second. */
    @Override
    public int batchesAtOnce() {
        return 4;
    }

    /** Resend keeps keys for 24 hours; an hour is left for clocks that disagree and requests under way. */
    @Override
    public Duration replayWindow() {
        return Duration.ofHours(23);
    }

    @Override
    public TransportRate rate() {
        return rate;
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch) {
        return new ResendBatch(api, repeatedRejections, key, batch).handOver();
    }

    @Override
    public Reachability checkReachability() {
        return switch (api.checkAccess()) {
            case ResendResult.RequestAccepted _ -> new Reachability(true, "Resend lets us in");
            case ResendResult.AlreadySent before -> new Reachability(false, before.remark());
            case ResendResult.RequestRejected refused -> new Reachability(false, refused.reason());
            case ResendResult.RequestDeferred off -> new Reachability(false, off.reason());
            case ResendResult.RequestBlocked stopped -> new Reachability(false, stopped.reason());
        };
    }

    @Override
    public void close() {
        api.close();
    }
}

package dev.tidings.delivery.transport;

import dev.tidings.core.Message;
import dev.tidings.delivery.Transport;
import java.time.Duration;
import java.util.List;

/** Hands letters to Resend, a hundred in a request, under a key that makes a repeat harmless. */
public final class ResendTransport implements Transport {
    private final ResendApi api;
    private final RefusedAlike refusedAlike = new RefusedAlike();
    private final Rate rate;

    public ResendTransport(ResendSettings settings) {
        this(settings, new Pace(settings.rate(), System::nanoTime, Thread::sleep));
    }

    ResendTransport(ResendSettings settings, Pace pace) {
        api = new ResendApi(settings, pace);
        rate = new Rate(settings.rate(), true);
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
    public Rate rate() {
        return rate;
    }

    @Override
    public HandOver handOver(String key, List<Message> batch) {
        return new ResendBatch(api, refusedAlike, key, batch).handOver();
    }

    @Override
    public Reachability probe() {
        return switch (api.probe()) {
            case Ruling.Taken _ -> new Reachability(true, "Resend lets us in");
            case Ruling.SentBefore before -> new Reachability(false, before.remark());
            case Ruling.Refused refused -> new Reachability(false, refused.reason());
            case Ruling.PutOff off -> new Reachability(false, off.reason());
            case Ruling.Stopped stopped -> new Reachability(false, stopped.reason());
        };
    }

    @Override
    public void close() {
        api.close();
    }
}

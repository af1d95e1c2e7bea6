package dev.tidings.delivery.transport;

import dev.tidings.core.Message;
import dev.tidings.delivery.SendOutcome;
import dev.tidings.delivery.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Keeps letters in the outbox instead of sending them. */
public final class OutboxTransport implements Transport {
    private final Outbox outbox;
    private final InstantSource time;

    public OutboxTransport(Outbox outbox, InstantSource time) {
        this.outbox = outbox;
        this.time = time;
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public int batchSize() {
        return 100;
    }

    /** A hundred years: a letter that is kept again takes the place of itself. */
    @Override
    public Duration replayWindow() {
        return Duration.ofDays(36_525);
    }

    @Override
    public HandOver handOver(String key, List<Message> batch) {
        return new HandOver(batch.stream().map(this::keep).toList(), null);
    }

    private SendOutcome keep(Message message) {
        String defect = Defects.of(message);
        if (defect != null) {
            return new SendOutcome.Rejected(defect, false);
        }
        try {
            String place = outbox.keep(message.messageId(), MimeLetter.of(message, time.instant()));
            return new SendOutcome.Accepted(place, null);
        } catch (IOException e) {
            return new SendOutcome.Deferred(RemoteText.clean("The outbox cannot be written: " + e), null);
        }
    }

    @Override
    public Reachability probe() {
        try {
            Files.createDirectories(outbox.folder());
            Files.delete(Files.createTempFile(outbox.folder(), ".probe", ".tmp"));
            return new Reachability(true, "Letters are kept in " + outbox.folder());
        } catch (IOException e) {
            return new Reachability(false, "The outbox cannot be written: " + e);
        }
    }
}

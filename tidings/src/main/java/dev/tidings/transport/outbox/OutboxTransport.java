package dev.tidings.transport.outbox;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Message;
import dev.tidings.transport.HandOverListener;
import dev.tidings.transport.RemoteText;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport;
import dev.tidings.transport.mime.InvalidMessage;
import dev.tidings.transport.mime.MimeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Stores letters in the outbox instead of sending them. */
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

    /** A hundred years: storing a letter again replaces it. */
    @Override
    public Duration replayWindow() {
        return Duration.ofDays(36_525);
    }

    @Override
    public HandOverResult handOver(String key, List<Message> batch, HandOverListener listener) {
        return new HandOverResult(batch.stream().map(this::store).toList(), null);
    }

    private SendOutcome store(Message message) {
        String defect = InvalidMessage.reasonFor(message);
        if (defect != null) {
            return new SendOutcome.Rejected(defect, false);
        }
        try {
            String path = outbox.store(message.messageId(), MimeWriter.toBytes(message, time.instant()));
            return new SendOutcome.Accepted(path, null);
        } catch (IOException e) {
            return new SendOutcome.Deferred(RemoteText.clean("The outbox cannot be written: " + e), null);
        }
    }

    @Override
    public Reachability checkReachability(Collection<EmailAddress> senders) {
        try {
            Files.createDirectories(outbox.folder());
            Files.delete(Files.createTempFile(outbox.folder(), ".probe", ".tmp"));
            return new Reachability(true, "Letters are kept in " + outbox.folder());
        } catch (IOException e) {
            return new Reachability(false, "The outbox cannot be written: " + e);
        }
    }
}

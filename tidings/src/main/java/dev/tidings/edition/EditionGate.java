package dev.tidings.edition;

import dev.tidings.delivery.Conditions;
import dev.tidings.delivery.Paces;
import dev.tidings.delivery.Paces.Booking;
import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transport.Rate;
import dev.tidings.edition.Editions.Passage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets an edition's batches through: while it is open and its transport not closed, no faster than its own rate and its
 * transport's, in turn with other editions.
 */
@Component
class EditionGate {
    /** How often a batch that waits for its turn looks whether anything has changed. */
    private static final Duration GLANCE = Duration.ofMillis(250);

    /** A worker waits no longer than this until it may book a turn. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Halt.Later NOW = new Halt.Later(Duration.ZERO);
    private static final Halt.Later SOON = new Halt.Later(Duration.ofSeconds(1));

    /** Time for whoever waits to be taken first. */
    private static final Halt.Later AFTER_OTHERS = new Halt.Later(Duration.ofSeconds(2));

    /** A rate that a batch must keep to. */
    private record Limit(String lane, String claimant, double amount, Function<Passage, @Nullable Double> rate) {}

    private final Editions editions;
    private final Paces paces;
    private final Conditions conditions;
    private final Shift shift;

    EditionGate(Editions editions, Paces paces, Conditions conditions, Shift shift) {
        this.editions = editions;
        this.paces = paces;
        this.conditions = conditions;
        this.shift = shift;
    }

    /** Waits for the turn of so many letters; returns null when it has come, or else when to come back. */
    Halt.@Nullable Later pass(Edition edition, Transport transport, int letters, Stint stint) {
        Passage passage = editions.passage(edition.id());
        Halt.Later later = look(passage);
        if (later == null && stint.isOver()) {
            later = AFTER_OTHERS;
        }
        for (Limit limit : limits(edition, transport, letters)) {
            later = later == null ? queue(edition.id(), passage, limit, stint) : later;
        }
        return later == null && passage.closedFor() != null ? probe(transport) : later;
    }

    /** Whether it is still open for a batch that it let pass a while ago; returns null, or else when to come back. */
    Halt.@Nullable Later lookAgain(Edition edition) {
        return look(editions.passage(edition.id()));
    }

    private static List<Limit> limits(Edition edition, Transport transport, int letters) {
        String claimant = lane(edition.id());
        Limit own = new Limit(claimant, "all", letters, EditionGate::rate);
        Rate rate = transport.rate();
        if (rate == null) {
            return List.of(own);
        }
        double amount = rate.perBatch() ? 1 : letters;
        return List.of(own, new Limit(transport.name(), claimant, amount, any -> rate.perSecond()));
    }

    static String lane(long editionId) {
        return "edition/" + editionId;
    }

    private static @Nullable Double rate(Passage passage) {
        return passage.rate() == null ? null : passage.rate().doubleValue();
    }

    private Halt.@Nullable Later look(Passage passage) {
        if (shift.isOver()) {
            return NOW;
        }
        Duration closedFor = passage.closedFor();
        if (passage.open() && closedFor != null && closedFor.isPositive()) {
            return new Halt.Later(closedFor.plus(aFewSeconds()));
        }
        return passage.open() ? null : SOON;
    }

    /** One batch tries a transport that was closed for a while; the others come back, each at its own moment. */
    private Halt.@Nullable Later probe(Transport transport) {
        return conditions.probes(transport.name()) ? null : new Halt.Later(aFewSeconds());
    }

    private static Duration aFewSeconds() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2_000, 10_000));
    }

    private Halt.@Nullable Later queue(long editionId, Passage seen, Limit limit, Stint stint) {
        Passage passage = seen;
        Halt.Later later = null;
        Double rate = limit.rate().apply(passage);
        while (later == null && rate != null) {
            Booking booking = paces.book(limit.lane(), limit.claimant(), limit.amount(), rate);
            if (!booking.granted() && booking.delay().compareTo(LONGEST) > 0) {
                return new Halt.Later(booking.delay());
            }
            passage = rest(editionId, passage, limit, booking);
            later = look(passage);
            Double now = limit.rate().apply(passage);
            if (booking.granted() && rate.equals(now)) {
                return later;
            }
            if (later == null && stint.isOver()) {
                return AFTER_OTHERS;
            }
            rate = now;
        }
        return later;
    }

    /** Waits until the turn has come, or it is time to ask for one, or something else has changed. */
    private Passage rest(long editionId, Passage seen, Limit limit, Booking booking) {
        long end = System.nanoTime() + booking.delay().toNanos();
        Passage passage = seen;
        Double rate = limit.rate().apply(seen);
        for (long left = booking.delay().toNanos();
                left > 0 && look(passage) == null && Objects.equals(limit.rate().apply(passage), rate);
                left = end - System.nanoTime()) {
            try {
                Thread.sleep(Duration.ofNanos(Math.min(left, GLANCE.toNanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Passage(false, passage.rate(), null);
            }
            passage = editions.passage(editionId);
        }
        return passage;
    }
}

package dev.tidings.throttle;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.core.Ticker;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestDatabase;
import dev.tidings.throttle.RateLimiter.RateReservation;
import dev.tidings.transport.Transport.TransportStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

class RateLimiterTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final RateLimiter rateLimiter = new RateLimiter(database.jdbc());
    private final long startNanos = Ticker.SYSTEM.nanos();

    @BeforeEach
    void resetLimits() {
        rateLimiter.reset("lane");
        rateLimiter.reset("outbox");
    }

    @Test
    void claimantCanReserveOneSecondAhead() {
        List<RateReservation> reservations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reservations.add(rateLimiter.reserve("lane", "ann", 90, 10));
        }

        assertThat(reservations).extracting(RateReservation::granted).containsExactly(true, true, false);
        assertAhead(reservations.get(2).delay(), Duration.ofSeconds(9 - 1));
    }

    @Test
    void lateClaimantWaitsForOneReservationOfEachOther() {
        for (int i = 0; i < 4; i++) {
            rateLimiter.reserve("lane", "ann", 45, 10);
        }

        RateReservation late = rateLimiter.reserve("lane", "bob", 45, 10);

        assertThat(late.granted()).isTrue();
        assertAhead(late.delay(), Duration.ofSeconds(9));
    }

    @Test
    void concurrentReservationsAreSequential() throws Exception {
        List<Future<RateReservation>> reservations = new ArrayList<>();
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                String claimant = "edition-" + i;
                reservations.add(nodes.submit(() -> rateLimiter.reserve("lane", claimant, 1, 8)));
            }
        }
        Duration longest = Duration.ZERO;
        for (Future<RateReservation> reservation : reservations) {
            assertThat(reservation.get().granted()).isTrue();
            longest = reservation.get().delay().compareTo(longest) > 0
                    ? reservation.get().delay()
                    : longest;
        }
        assertAhead(longest, Duration.ofMillis(39 * 1000 / 8));
    }

    @Test
    void lowerOfTheTwoRatesApplies() {
        rateLimiter.setAllowedRate("lane", 0.2);
        rateLimiter.reserve("lane", "ann", 1, 10);
        assertAhead(rateLimiter.reserve("lane", "bob", 1, 10).delay(), Duration.ofSeconds(5));

        rateLimiter.reset("lane");
        rateLimiter.setAllowedRate("lane", 100);
        rateLimiter.reserve("lane", "ann", 1, 0.2);
        assertAhead(rateLimiter.reserve("lane", "bob", 1, 0.2).delay(), Duration.ofSeconds(5));
    }

    @Test
    void aClockThatIsSetBackDoesNotExtendReservations() {
        rateLimiter.reserve("lane", "ann", 45, 10);
        setClockBackBy("1 hour");
        RateReservation own = rateLimiter.reserve("lane", "ann", 45, 10);
        RateReservation other = rateLimiter.reserve("lane", "bob", 45, 10);

        assertThat(own.granted()).isTrue();
        assertThat(own.delay()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(4_500));
        assertThat(other.granted()).isTrue();
        assertThat(other.delay()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
        RateReservation next = rateLimiter.reserve("lane", "ann", 45, 10);
        assertThat(next.delay()).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aRefusedClaimantWaitsNoLongerThanItsReservations() {
        for (int i = 0; i < 3; i++) {
            rateLimiter.reserve("lane", "ann", 90, 10);
        }
        setClockBackBy("1 hour");

        RateReservation refused = rateLimiter.reserve("lane", "ann", 90, 10);

        assertThat(refused.granted()).isFalse();
        assertThat(refused.delay()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(9));
    }

    @Test
    void aPauseEndsOnTimeAfterAClockStep() {
        rateLimiter.pause("lane", Duration.ofSeconds(60));
        setClockBackBy("1 hour");
        rateLimiter.pause("lane", Duration.ofSeconds(20));
        rateLimiter.reserve("lane", "ann", 1, 10);

        RateReservation refused = rateLimiter.reserve("lane", "ann", 1, 10);

        assertThat(refused.granted()).isFalse();
        assertThat(refused.delay()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(59));
    }

    @Test
    void aLongReservationIsNotMistakenForAClockStep() {
        rateLimiter.reserve("lane", "ann", 25, 0.5);

        assertThat(rateLimiter.reserve("lane", "bob", 1, 0.5).granted()).isFalse();
    }

    /** Moves the reservations ahead, as if the database's clock was set back. */
    private static void setClockBackBy(String interval) {
        database.jdbc()
                .sql(
                        "update rate_limit set booked_until_at = booked_until_at + :by::interval, booked_at = booked_at + :by::interval")
                .param("by", interval)
                .update();
    }

    @Test
    void pauseAppliesToAllNodes() {
        TransportStatusRecorder recorder = new TransportStatusRecorder(rateLimiter, circuitBreaker());

        recorder.update(new RecordingTransport(), new TransportStatus(1.0, Duration.ofSeconds(60), null));

        RateReservation first = rateLimiter.reserve("outbox", "ann", 1, 10);
        RateReservation second = rateLimiter.reserve("outbox", "ann", 1, 10);
        assertThat(first.granted()).isFalse();
        assertThat(second.granted()).isFalse();
        assertAhead(second.delay(), Duration.ofSeconds(60 - 1));
    }

    @Test
    void allowedRateOutlivesPruning() {
        TransportStatusRecorder recorder = new TransportStatusRecorder(rateLimiter, circuitBreaker());
        recorder.update(new RecordingTransport(), new TransportStatus(0.2, null, null));
        rateLimiter.reserve("lane", "ann", 1, 10);

        assertThat(rateLimiter.prune(now().plus(Duration.ofDays(1)), 1)).isEqualTo(1);
        assertThat(rateLimiter.prune(now().plus(Duration.ofDays(1)), 1)).isEqualTo(1);
        assertThat(rateLimiter.prune(now().plus(Duration.ofDays(1)), 1)).isZero();

        recorder.update(new RecordingTransport(), new TransportStatus(0.2, null, null));
        rateLimiter.reserve("outbox", "ann", 1, 10);
        assertAhead(rateLimiter.reserve("outbox", "bob", 1, 10).delay(), Duration.ofSeconds(5));
    }

    @Test
    void pruneDeletesUnusedLimitsInBatches() {
        List.of("ann", "bob", "cleo").forEach(claimant -> rateLimiter.reserve("lane", claimant, 1, 10));
        rateLimiter.pause("lane", Duration.ofDays(2));
        Instant before = now().plus(Duration.ofDays(1));

        assertThat(rateLimiter.prune(now().minus(Duration.ofDays(1)), 100)).isZero();
        assertThat(rateLimiter.prune(before, 2)).isEqualTo(2);
        assertThat(rateLimiter.prune(before, 2)).isEqualTo(1);
        assertThat(rateLimiter.prune(before, 2)).isZero();
        assertThat(rateLimiter.reserve("lane", "dan", 1, 10).granted()).isFalse();
    }

    @Test
    void rolledBackStatusUpdateIsRepeated() {
        TransportStatusRecorder recorder = new TransportStatusRecorder(rateLimiter, circuitBreaker());
        RecordingTransport transport = new RecordingTransport();
        recorder.update(transport, new TransportStatus(null, null, "refused"));

        database.transactions().executeWithoutResult(status -> {
            recorder.update(transport, new TransportStatus(0.2, null, null));
            status.setRollbackOnly();
        });
        assertThat(circuitBreaker().all()).hasSize(1);
        recorder.update(transport, new TransportStatus(0.2, null, null));

        rateLimiter.reserve("outbox", "ann", 1, 10);
        assertAhead(rateLimiter.reserve("outbox", "bob", 1, 10).delay(), Duration.ofSeconds(5));
        assertThat(circuitBreaker().all()).isEmpty();
    }

    @Test
    void failedStatusUpdateIsRepeated() {
        TransportStatusRecorder recorder = new TransportStatusRecorder(rateLimiter, circuitBreaker());
        RecordingTransport transport = new RecordingTransport();
        recorder.update(transport, new TransportStatus(null, null, "refused"));
        database.whileReadOnly(() -> {
            assertThatThrownBy(() -> recorder.update(transport, new TransportStatus(0.2, null, null)))
                    .isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> recorder.update(transport, TransportStatus.OK))
                    .isInstanceOf(DataAccessException.class);
        });
        await().ignoreExceptionsInstanceOf(DataAccessException.class).until(() -> {
            recorder.update(transport, new TransportStatus(0.2, null, null));
            return true;
        });

        rateLimiter.reserve("outbox", "ann", 1, 10);
        assertAhead(rateLimiter.reserve("outbox", "bob", 1, 10).delay(), Duration.ofSeconds(5));
        assertThat(circuitBreaker().all()).isEmpty();
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private static TransportCircuitBreaker circuitBreaker() {
        return new TransportCircuitBreaker(database.jdbc());
    }

    /** Checks a delay counted from the first reservation. The elapsed part depends on the machine. */
    private void assertAhead(Duration delay, Duration fromTheFirst) {
        Duration left = fromTheFirst.minus(Ticker.SYSTEM.since(startNanos));
        assertThat(delay).isBetween(left.isNegative() ? Duration.ZERO : left, fromTheFirst.plusMillis(1));
    }
}

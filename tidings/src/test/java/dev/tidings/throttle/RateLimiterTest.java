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

    private final RateLimiter paces = new RateLimiter(database.jdbc());
    private final long begun = Ticker.SYSTEM.nanos();

    @BeforeEach
    void nothingIsBooked() {
        paces.reset("lane");
        paces.reset("outbox");
    }

    @Test
    void whoHasATurnMoreThanASecondAheadBooksNoOther() {
        List<RateReservation> turns = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            turns.add(paces.reserve("lane", "ann", 90, 10));
        }

        assertThat(turns).extracting(RateReservation::granted).containsExactly(true, true, false);
        assertAhead(turns.get(2).delay(), Duration.ofSeconds(9 - 1));
    }

    @Test
    void whoComesLateWaitsForOneTurnOfEachOther() {
        for (int i = 0; i < 4; i++) {
            paces.reserve("lane", "ann", 45, 10);
        }

        RateReservation late = paces.reserve("lane", "bob", 45, 10);

        assertThat(late.granted()).isTrue();
        assertAhead(late.delay(), Duration.ofSeconds(9));
    }

    @Test
    void turnsThatManyBookAtOnceFollowEachOther() throws Exception {
        List<Future<RateReservation>> booked = new ArrayList<>();
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                String claimant = "edition-" + i;
                booked.add(nodes.submit(() -> paces.reserve("lane", claimant, 1, 8)));
            }
        }
        Duration longest = Duration.ZERO;
        for (Future<RateReservation> each : booked) {
            assertThat(each.get().granted()).isTrue();
            longest = each.get().delay().compareTo(longest) > 0 ? each.get().delay() : longest;
        }
        assertAhead(longest, Duration.ofMillis(39 * 1000 / 8));
    }

    @Test
    void whatTheOtherSideAllowsCountsWhereItIsLess() {
        paces.setAllowedRate("lane", 0.2);
        paces.reserve("lane", "ann", 1, 10);
        assertAhead(paces.reserve("lane", "bob", 1, 10).delay(), Duration.ofSeconds(5));

        paces.reset("lane");
        paces.setAllowedRate("lane", 100);
        paces.reserve("lane", "ann", 1, 0.2);
        assertAhead(paces.reserve("lane", "bob", 1, 0.2).delay(), Duration.ofSeconds(5));
    }

    @Test
    void whatOneNodeIsToldHoldsForAll() {
        TransportStatusRecorder here = new TransportStatusRecorder(paces, troubles());

        here.update(new RecordingTransport(), new TransportStatus(1.0, Duration.ofSeconds(60), null));

        RateReservation there = paces.reserve("outbox", "ann", 1, 10);
        RateReservation again = paces.reserve("outbox", "ann", 1, 10);
        assertThat(there.granted()).isFalse();
        assertThat(again.granted()).isFalse();
        assertAhead(again.delay(), Duration.ofSeconds(60 - 1));
    }

    @Test
    void theRateThatAServerAllowsOutlivesPruning() {
        TransportStatusRecorder here = new TransportStatusRecorder(paces, troubles());
        here.update(new RecordingTransport(), new TransportStatus(0.2, null, null));
        paces.reserve("lane", "ann", 1, 10);

        assertThat(paces.prune(now().plus(Duration.ofDays(1)), 1)).isEqualTo(1);
        assertThat(paces.prune(now().plus(Duration.ofDays(1)), 1)).isEqualTo(1);
        assertThat(paces.prune(now().plus(Duration.ofDays(1)), 1)).isZero();

        here.update(new RecordingTransport(), new TransportStatus(0.2, null, null));
        paces.reserve("outbox", "ann", 1, 10);
        assertAhead(paces.reserve("outbox", "bob", 1, 10).delay(), Duration.ofSeconds(5));
    }

    @Test
    void onlyLimitsWithNoReservationSinceAreDeletedAndNoMoreThanABatch() {
        List.of("ann", "bob", "cleo").forEach(claimant -> paces.reserve("lane", claimant, 1, 10));
        paces.pause("lane", Duration.ofDays(2));
        Instant before = now().plus(Duration.ofDays(1));

        assertThat(paces.prune(now().minus(Duration.ofDays(1)), 100)).isZero();
        assertThat(paces.prune(before, 2)).isEqualTo(2);
        assertThat(paces.prune(before, 2)).isEqualTo(1);
        assertThat(paces.prune(before, 2)).isZero();
        assertThat(paces.reserve("lane", "dan", 1, 10).granted()).isFalse();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWhenItIsHeardAgain() {
        TransportStatusRecorder here = new TransportStatusRecorder(paces, troubles());
        RecordingTransport transport = new RecordingTransport();
        here.update(transport, new TransportStatus(null, null, "refused"));
        database.whileReadOnly(() -> {
            assertThatThrownBy(() -> here.update(transport, new TransportStatus(0.2, null, null)))
                    .isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> here.update(transport, TransportStatus.OK))
                    .isInstanceOf(DataAccessException.class);
        });
        await().ignoreExceptionsInstanceOf(DataAccessException.class).until(() -> {
            here.update(transport, new TransportStatus(0.2, null, null));
            return true;
        });

        paces.reserve("outbox", "ann", 1, 10);
        assertAhead(paces.reserve("outbox", "bob", 1, 10).delay(), Duration.ofSeconds(5));
        assertThat(troubles().all()).isEmpty();
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private static TransportCircuitBreaker troubles() {
        return new TransportCircuitBreaker(database.jdbc());
    }

    /** The turn was so far from the lane's first; how much of that is over by now depends on the machine. */
    private void assertAhead(Duration delay, Duration fromTheFirst) {
        Duration left = fromTheFirst.minus(Ticker.SYSTEM.since(begun));
        assertThat(delay).isBetween(left.isNegative() ? Duration.ZERO : left, fromTheFirst.plusMillis(1));
    }
}

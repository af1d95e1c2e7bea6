package dev.tidings.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestDatabase;
import dev.tidings.throttle.RateLimiter.RateReservation;
import dev.tidings.transport.Transport.TransportStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimiterTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final RateLimiter paces = new RateLimiter(database.jdbc());

    @BeforeEach
    void nothingIsBooked() {
        paces.reset("lane");
        paces.reset("outbox");
    }

    @Test
    void whoHasATurnMoreThanASecondAheadBooksNoOther() {
        List<RateReservation> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.add(paces.reserve("lane", "ann", 10, 10));
        }

        assertThat(turns).extracting(RateReservation::granted).containsExactly(true, true, true, false);
        assertThat(turns.get(3).delay()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    @Test
    void whoComesLateWaitsForOneTurnOfEachOther() {
        for (int i = 0; i < 10; i++) {
            paces.reserve("lane", "ann", 10, 10);
        }

        RateReservation late = paces.reserve("lane", "bob", 10, 10);

        assertThat(late.granted()).isTrue();
        assertThat(late.delay()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
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
        assertThat(longest).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void whatTheOtherSideAllowsCountsWhereItIsLess() {
        paces.setAllowedRate("lane", 0.2);
        paces.reserve("lane", "ann", 1, 10);
        assertThat(paces.reserve("lane", "bob", 1, 10).delay()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));

        paces.reset("lane");
        paces.setAllowedRate("lane", 100);
        paces.reserve("lane", "ann", 1, 0.2);
        assertThat(paces.reserve("lane", "bob", 1, 0.2).delay())
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void whatOneNodeIsToldHoldsForAll() {
        TransportStatusRecorder here = new TransportStatusRecorder(paces, new TransportCircuitBreaker(database.jdbc()));

        here.update(new RecordingTransport(), new TransportStatus(1.0, Duration.ofSeconds(60), null));

        RateReservation there = paces.reserve("outbox", "ann", 1, 10);
        RateReservation again = paces.reserve("outbox", "ann", 1, 10);
        assertThat(there.granted()).isFalse();
        assertThat(again.granted()).isFalse();
        assertThat(again.delay()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }
}

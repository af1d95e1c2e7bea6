package dev.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.Paces.Booking;
import dev.tidings.delivery.Transport.Condition;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PacesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Paces paces = new Paces(database.jdbc());

    @BeforeEach
    void nothingIsBooked() {
        paces.clear("lane");
        paces.clear("outbox");
    }

    @Test
    void whoHasATurnMoreThanASecondAheadBooksNoOther() {
        List<Booking> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.add(paces.book("lane", "ann", 10, 10));
        }

        assertThat(turns).extracting(Booking::granted).containsExactly(true, true, true, false);
        assertThat(turns.get(3).delay()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    @Test
    void whoComesLateWaitsForOneTurnOfEachOther() {
        for (int i = 0; i < 10; i++) {
            paces.book("lane", "ann", 10, 10);
        }

        Booking late = paces.book("lane", "bob", 10, 10);

        assertThat(late.granted()).isTrue();
        assertThat(late.delay()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void turnsThatManyBookAtOnceFollowEachOther() throws Exception {
        List<Future<Booking>> booked = new ArrayList<>();
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                String claimant = "edition-" + i;
                booked.add(nodes.submit(() -> paces.book("lane", claimant, 1, 8)));
            }
        }
        Duration longest = Duration.ZERO;
        for (Future<Booking> each : booked) {
            assertThat(each.get().granted()).isTrue();
            longest = each.get().delay().compareTo(longest) > 0 ? each.get().delay() : longest;
        }
        assertThat(longest).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void whatTheOtherSideAllowsCountsWhereItIsLess() {
        paces.allow("lane", 0.2);
        paces.book("lane", "ann", 1, 10);
        assertThat(paces.book("lane", "bob", 1, 10).delay()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));

        paces.clear("lane");
        paces.allow("lane", 100);
        paces.book("lane", "ann", 1, 0.2);
        assertThat(paces.book("lane", "bob", 1, 0.2).delay()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void whatOneNodeIsToldHoldsForAll() {
        Conditions here = new Conditions(paces, new Troubles(database.jdbc()));

        here.note(new RecordingTransport(), new Condition(1.0, Duration.ofSeconds(60), null));

        Booking there = paces.book("outbox", "ann", 1, 10);
        Booking again = paces.book("outbox", "ann", 1, 10);
        assertThat(there.granted()).isFalse();
        assertThat(again.granted()).isFalse();
        assertThat(again.delay()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }
}

package dev.tidings.edition;

import dev.tidings.delivery.Paces;
import dev.tidings.delivery.Paces.Booking;
import dev.tidings.delivery.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which of a chunk's due letters must wait because their domain has a rate of its own. The others do not wait for them. A
 * letter's domain is its user's now; should that have changed since the letter was composed, it is counted in the wrong lane.
 */
@Repository
class DomainTurns {
    /** A chunk takes what its domain has room for in so long, and leaves the next turn to others. */
    private static final double TURN_SECONDS = 2;

    /** @param pause until the next letters of these domains may go; null where none is held back */
    record Held(List<Long> ids, @Nullable Duration pause) {
        private static final Held NONE = new Held(List.of(), null);
    }

    private record Due(String domain, double rate, List<Long> ids) {}

    private final JdbcClient jdbc;
    private final Paces paces;
    private final InstantSource clock;

    DomainTurns(JdbcClient jdbc, Paces paces, InstantSource clock) {
        this.jdbc = jdbc;
        this.paces = paces;
        this.clock = clock;
    }

    /** Books turns for what may go now, and returns what may not. Costs nothing where no domain has a rate. */
    Held hold(Edition edition, int chunk, Transport transport) {
        Map<String, Double> rates = transport.domainRates();
        if (rates.isEmpty()) {
            return Held.NONE;
        }
        List<Long> held = new ArrayList<>();
        Duration pause = null;
        for (Due due : due(edition.id(), chunk, rates)) {
            double rate = due.rate();
            int turn = (int) Math.min(due.ids().size(), Math.max(1, rate * TURN_SECONDS));
            Booking booking =
                    paces.book(transport.name() + "/" + due.domain(), EditionGate.lane(edition.id()), turn, rate);
            List<Long> rest =
                    booking.granted() ? due.ids().subList(turn, due.ids().size()) : due.ids();
            if (!rest.isEmpty()) {
                held.addAll(rest);
                Duration next = booking.granted()
                        ? seconds(turn / rate)
                        : booking.delay().plus(seconds(TURN_SECONDS));
                pause = pause == null || next.compareTo(pause) < 0 ? next : pause;
            }
        }
        return pause == null ? Held.NONE : new Held(held, pause.plus(spread()));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** So that chunks that wait for the same domain do not all come back at once. */
    private static Duration spread() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(0, 2_000));
    }

    private List<Due> due(long editionId, int chunk, Map<String, Double> rates) {
        return jdbc.sql("""
                        select limited.domain, limited.rate, array_agg(d.id order by d.id) as ids
                        from delivery d
                        join users u on u.id = d.user_id
                        join unnest(:domains::text[], :rates::double precision[]) as limited (domain, rate)
                          on limited.domain = lower(split_part(u.email, '@', 2))
                        where d.edition_id = :edition and d.chunk = :chunk and d.handed_over_at is null
                          and d.next_attempt_at <= :now
                        group by limited.domain, limited.rate
                        order by limited.domain
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("domains", rates.keySet().toArray(String[]::new))
                .param("rates", rates.values().toArray(Double[]::new))
                .query((row, number) -> new Due(row.getString("domain"), row.getDouble("rate"), List.of((Long[])
                        row.getArray("ids").getArray())))
                .list();
    }
}

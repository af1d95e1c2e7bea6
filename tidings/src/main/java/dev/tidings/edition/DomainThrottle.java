package dev.tidings.edition;

import dev.tidings.throttle.RateLimiter;
import dev.tidings.throttle.RateLimiter.RateReservation;
import dev.tidings.transport.Transport;
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
class DomainThrottle {
    /** A chunk takes what its domain has room for in so long, and leaves the next turn to others. */
    private static final double TURN_SECONDS = 2;

    /** @param delay until the next letters of these domains may go; null where none is held back */
    record HeldLetters(List<Long> ids, @Nullable Duration delay) {
        private static final HeldLetters NONE = new HeldLetters(List.of(), null);
    }

    private record DueAtDomain(String domain, double rate, List<Long> ids) {}

    private final JdbcClient jdbc;
    private final RateLimiter paces;
    private final InstantSource clock;

    DomainThrottle(JdbcClient jdbc, RateLimiter paces, InstantSource clock) {
        this.jdbc = jdbc;
        this.paces = paces;
        this.clock = clock;
    }

    /** Books turns for what may go now, and returns what may not. Costs nothing where no domain has a rate. */
    HeldLetters holdBack(Edition edition, int chunk, Transport transport) {
        Map<String, Double> rates = transport.domainRates();
        if (rates.isEmpty()) {
            return HeldLetters.NONE;
        }
        List<Long> held = new ArrayList<>();
        Duration pause = null;
        for (DueAtDomain due : due(edition.id(), chunk, rates)) {
            double rate = due.rate();
            int turn = (int) Math.min(due.ids().size(), Math.max(1, rate * TURN_SECONDS));
            RateReservation booking = paces.reserve(
                    transport.name() + "/" + due.domain(), SendThrottle.rateKey(edition.id()), turn, rate);
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
        return pause == null ? HeldLetters.NONE : new HeldLetters(held, pause.plus(jitter()));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** So that chunks that wait for the same domain do not all come back at once. */
    private static Duration jitter() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(0, 2_000));
    }

    private List<DueAtDomain> due(long editionId, int chunk, Map<String, Double> rates) {
        return jdbc.sql("""
                        select limited.domain, limited.rate, array_agg(d.id order by d.id) as ids
                        from delivery d
                        join users u on u.id = d.user_id
                        join unnest(:domains::text[], :rates::double precision[]) as limited (domain, rate)
                          on limited.domain = lower(split_part(u.email, '@', 2))
                        where d.edition_id = :edition and d.chunk_number = :chunk and d.handed_over_at is null
                          and d.next_attempt_at <= :now
                        group by limited.domain, limited.rate
                        order by limited.domain
                        """)
                .param("edition", editionId)
                .param("chunk", chunk)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("domains", rates.keySet().toArray(String[]::new))
                .param("rates", rates.values().toArray(Double[]::new))
                .query((row, number) -> new DueAtDomain(row.getString("domain"), row.getDouble("rate"), List.of((Long[])
                        row.getArray("ids").getArray())))
                .list();
    }
}

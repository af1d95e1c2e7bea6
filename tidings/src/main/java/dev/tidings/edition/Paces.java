package dev.tidings.edition;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code pace}: rates that hold over all nodes together. What is reserved is spaced out in one statement (the
 * generic cell rate algorithm, ITU-T I.371), by the database's clock.
 */
@Repository
class Paces {
    private final JdbcClient jdbc;

    Paces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How long to wait before using what was reserved: so many of a lane's letters, at its rate per second. */
    Duration reserve(String lane, int letters, int rate) {
        return jdbc.sql("""
                        insert into pace as p (lane, busy_to)
                        values (:lane, clock_timestamp() + :length * interval '1 second')
                        on conflict (lane) do update
                        set busy_to = greatest(p.busy_to, clock_timestamp()) + :length * interval '1 second'
                        returning extract(epoch from busy_to - clock_timestamp()) - :length as wait
                        """)
                .param("lane", lane)
                .param("length", (double) letters / rate)
                .query((row, number) -> Duration.ofMillis(Math.max(0, Math.round(row.getDouble("wait") * 1000))))
                .single();
    }

    /** Forgets what is reserved, so that another rate counts at once. */
    void clear(String lane) {
        jdbc.sql("delete from pace where lane = :lane").param("lane", lane).update();
    }
}

package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Test letters in {@code delivery} and {@code digest_log}: outside any edition, any number per user and period. */
@Repository
public class TestLetters {
    /** The settings of a test letter. */
    public record TestLetterSpec(String digest, DigestPeriod period, String transport, String templateVersion) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;

    TestLetters(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores one test letter as owed, or as skipped or failed, and returns its id. */
    public long store(TestLetterSpec spec, ComposedLetter composed) {
        return switch (composed) {
            case NewLetter letter -> storeOwed(spec, letter);
            case NoLetter letter -> settleWithoutLetter(spec, letter);
        };
    }

    private long storeOwed(TestLetterSpec spec, NewLetter letter) {
        jdbc.sql("""
                        insert into delivery (id, kind, digest, user_id, period_start, period_end, transport, template_version,
                                              content, item_count, recipient_version, composed_at, next_attempt_at)
                        values (:id, 'test', :digest, :user, :start, :end, :transport, :template, :content, :items, :version,
                                :now, :now)
                        """)
                .param("id", letter.id())
                .param("digest", spec.digest())
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("user", letter.userId())
                .param("start", spec.period().start())
                .param("end", spec.period().end())
                .param("transport", spec.transport())
                .param("template", spec.templateVersion())
                .param("content", letter.content())
                .param("items", letter.itemCount())
                .param("version", letter.recipientVersion())
                .update();
        return letter.id();
    }

    private long settleWithoutLetter(TestLetterSpec spec, NoLetter letter) {
        return jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, error_message, digest, kind,
                                                skip_reason, created_at)
                        values (nextval('letter_id'), :user, :start, :end,
                                case when :reason::text is null then 'error' else 'skipped' end, :error, :digest, 'test', :reason,
                                :now)
                        returning id
                        """)
                .param("user", letter.userId())
                .param("start", spec.period().start())
                .param("end", spec.period().end())
                .param("error", letter.error())
                .param("digest", spec.digest())
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("reason", letter.skipReason())
                .query((row, number) -> row.getLong("id"))
                .single();
    }

    /** Test letters composed before that instant and still owed. */
    public List<Delivery> abandoned(Instant before) {
        return jdbc.sql("select " + Deliveries.COLUMNS + " from delivery where kind = 'test' and composed_at < :before")
                .param("before", Timestamps.toParameter(before))
                .query(Deliveries::row)
                .list();
    }
}

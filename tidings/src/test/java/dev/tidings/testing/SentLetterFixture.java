package dev.tidings.testing;

import dev.tidings.digest.DigestPeriod;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Opportunity letters in the ledger of a {@link TestApplication}, as if they had been sent; the digest need not be
 * configured.
 */
public final class SentLetterFixture {
    public static final String DIGEST = "opportunities-weekly";

    private final TestApplication app;
    private long last;

    public SentLetterFixture(TestApplication app) {
        this.app = app;
    }

    /** Inserts the digest with an edition, and three opportunities: sculpture, paint and print. */
    public SentLetterFixture insertEdition() {
        last = 0;
        app.jdbc().sql("truncate opportunity cascade").update();
        app.jdbc().sql("""
                        insert into digest (name, title, content_source)
                        values (:digest, 'Opportunities', 'recommendation')
                        on conflict (name) do nothing""").param("digest", DIGEST).update();
        app.jdbc().sql("""
                        insert into opportunity
                            (id, title, url, source, canonical_url, created_at, updated_at, last_seen_at)
                        select id, id, 'https://art.example/' || id, 'test', 'https://art.example/' || id, :now, :now, :now
                        from unnest(array['sculpture', 'paint', 'print']) as id""").param("now", time(TestApplication.MONDAY)).update();
        app.jdbc()
                .sql("""
                        insert into template_version (version, name, files) values ('v', 'n', '{}') on conflict do nothing;
                        insert into edition (digest, period_start, period_end, opened_by, transport, template_version,
                                             opened_at)
                        values (:digest, :from, :to, 'clock', 'outbox', 'v', :now)""")
                .param("digest", DIGEST)
                .param("from", TestApplication.WEEK)
                .param("to", TestApplication.WEEK.plusDays(6))
                .param("now", time(TestApplication.MONDAY))
                .update();
        return this;
    }

    /** Inserts a letter to that user, sent on {@link TestApplication#MONDAY}, and returns its id. */
    public long insertRegular(String userId) {
        return insert(userId, "regular");
    }

    /** Inserts a test letter as {@link #insertRegular} inserts a regular one. */
    public long insertTest(String userId) {
        return insert(userId, "test");
    }

    private long insert(String userId, String kind) {
        DigestPeriod week = DigestPeriod.containing(TestApplication.WEEK);
        app.jdbc()
                .sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, digest, edition_id, kind, sent_at,
                                                item_count, created_at)
                        select :id, :user, :from, :to, 'sent', :digest,
                               case when :kind = 'regular' then (select id from edition where digest = :digest) end,
                               :kind, :sent, 3, :sent""")
                .param("id", ++last)
                .param("user", userId)
                .param("from", week.start())
                .param("to", week.end())
                .param("digest", DIGEST)
                .param("kind", kind)
                .param("sent", time(TestApplication.MONDAY))
                .update();
        return last;
    }

    public @Nullable Instant openedAt(long letterId) {
        return queryInstant("select opened_at from digest_log where id = :id", letterId);
    }

    public @Nullable Instant clickedAt(long letterId) {
        return queryInstant("select clicked_at from digest_log where id = :id", letterId);
    }

    private @Nullable Instant queryInstant(String sql, long letterId) {
        OffsetDateTime time = app.jdbc()
                .sql(sql)
                .param("id", letterId)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .list()
                .getFirst();
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

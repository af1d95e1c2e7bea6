package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code digest_log}: settled letters. A letter is either owed in {@code batch} or {@code
 * delivery}, or settled here. One statement moves it, counts it in its chunk and updates the user's row. {@code = any}
 * reads the index of users in the order of ids, as {@link NewLetters#begin} does: two statements rarely deadlock.
 */
@Repository
class DigestLog {
    private static final String MOVE_TO_LOG = """
            with settlement as (
                select * from unnest(:ids::bigint[], :attempts::integer[], :errors::text[], :unknowns::boolean[],
                                     :providers::text[], :remarks::text[])
                    as s (id, attempt, error, outcome_unknown, provider_message_id, remark)
            ), moved as (
                delete from delivery d using settlement s
                where d.id = s.id and (s.error is null or d.attempt = s.attempt)
                  and (not s.outcome_unknown or d.handed_over_at is not null or d.last_unknown_attempt is not null
                       or d.batch_key is not null and d.attempt is distinct from d.last_refused_attempt)
                returning d.*, s.error, s.provider_message_id, s.remark,
                    s.outcome_unknown or s.error is not null and d.last_unknown_attempt is not null as outcome_unknown
            ), logged as (
                insert into digest_log (
                    id, user_id, period_start, period_end, status, error_message, created_at, digest, edition_id,
                    chunk_number, kind, outcome_unknown, run_id, remark, transport, provider_message_id, attempt, sent_at,
                    item_count, template_version, content, composed_at)
                select id, user_id, period_start, period_end, case when error is null then 'sent' else 'error' end,
                    error, :at, digest, edition_id, chunk_number, kind, outcome_unknown,
                    case when outcome_unknown and last_unknown_attempt is null and run_id <> :run then run_id end,
                    remark, transport, provider_message_id, attempt, case when error is null then :at::timestamptz end,
                    item_count, template_version, content, composed_at
                from moved
            ), recorded as (
                insert into letter_attempt (letter_id, edition_id, attempt, at, outcome, reason, provider_id, node)
                select id, edition_id, attempt, :at,
                    case when error is null then 'sent' when outcome_unknown then 'unknown' else 'error' end,
                    error, provider_message_id, case when run_id = :run then :node end
                from moved where kind = 'regular' and attempt > 0 and (error is not null or attempt > 1)
            ), counted as (
                update chunk c set sent = c.sent + s.sent, error = c.error + s.failed
                from (select edition_id, chunk_number, count(*) filter (where error is null) as sent,
                             count(*) filter (where error is not null) as failed
                      from moved group by edition_id, chunk_number) s
                where c.edition_id = s.edition_id and c.number = s.chunk_number
            ), updated_user as (
                update users set last_digest_sent_at = :at
                where id = any (array(select user_id from moved where error is null and kind = 'regular'))
            )
            select count(*) from moved
            """;

    private final JdbcClient jdbc;
    private final NodeRun run;
    private final InstantSource clock;

    DigestLog(JdbcClient jdbc, NodeRun run, InstantSource clock) {
        this.jdbc = jdbc;
        this.run = run;
        this.clock = clock;
    }

    /**
     * Settles owed letters. An outcome has an effect only for its letter's latest attempt, with one exception: an
     * accepted letter is sent, whichever attempt it was. A letter that is certainly not out does not become unknown: its
     * outcome was learned since it was read. An outcome recorded as unknown becomes sent when acceptance
     * is learned later. Returns the number of outcomes that had an effect.
     *
     * @param at when the outcomes were learned
     */
    int settle(List<Settlement> settlements, Instant at) {
        int settled = settlements.isEmpty() ? 0 : moveToLog(settlements, at);
        return settled == settlements.size()
                ? settled
                : settled
                        + correctToSent(
                                settlements.stream().filter(Settlement::sent).toList(), at);
    }

    /**
     * Settles all letters of a new batch as sent, in its order.
     *
     * @return false if the batch was expanded to rows already; then nothing is settled
     */
    boolean settleSentBatch(String key, List<Settlement> sent, Instant at) {
        return jdbc.sql("""
                                with removed as (
                                    delete from batch where key = :key and letter_ids = :ids::bigint[] returning *
                                ), letter as (
                                    select b.edition_id, b.chunk_number, b.composed_at, l.*
                                    from removed b
                                    cross join lateral unnest(b.letter_ids, b.user_ids, b.contents, b.item_counts, :providers::text[],
                                                              :remarks::text[])
                                        as l (id, user_id, content, item_count, provider_message_id, remark)
                                ), logged as (
                                    insert into digest_log (
                                        id, user_id, period_start, period_end, status, created_at, digest, edition_id, chunk_number, kind,
                                        remark, transport, provider_message_id, attempt, sent_at, item_count, template_version, content,
                                        composed_at)
                                    select l.id, l.user_id, e.period_start, e.period_end, 'sent', :at, e.digest, e.id, l.chunk_number,
                                        'regular', l.remark, e.transport, l.provider_message_id, 1, :at, l.item_count, e.template_version,
                                        l.content, l.composed_at
                                    from letter l join edition e on e.id = l.edition_id
                                ), updated_user as (
                                    update users set last_digest_sent_at = :at where id = any ((select user_ids from removed)::text[])
                                )
                                update chunk c set sent = c.sent + cardinality(b.letter_ids)
                                from removed b where c.edition_id = b.edition_id and c.number = b.chunk_number
                                """)
                        .param("key", key)
                        .param("ids", sent.stream().map(Settlement::id).toArray(Long[]::new))
                        .param(
                                "providers",
                                sent.stream().map(Settlement::providerId).toArray(String[]::new))
                        .param("remarks", sent.stream().map(Settlement::remark).toArray(String[]::new))
                        .param("at", Timestamps.toParameter(at))
                        .update()
                > 0;
    }

    /** Returns the number of letters that were owed. */
    private int moveToLog(List<Settlement> settlements, Instant at) {
        return jdbc.sql(MOVE_TO_LOG)
                .param("ids", settlements.stream().map(Settlement::id).toArray(Long[]::new))
                .param("attempts", settlements.stream().map(Settlement::attempt).toArray(Integer[]::new))
                .param("errors", settlements.stream().map(Settlement::error).toArray(String[]::new))
                .param("unknowns", settlements.stream().map(Settlement::unknown).toArray(Boolean[]::new))
                .param(
                        "providers",
                        settlements.stream().map(Settlement::providerId).toArray(String[]::new))
                .param("remarks", settlements.stream().map(Settlement::remark).toArray(String[]::new))
                .param("run", run.id())
                .param("node", run.node())
                .param("at", Timestamps.toParameter(at))
                .query(Integer.class)
                .single();
    }

    /** Returns the number of letters that were settled as unknown. */
    private int correctToSent(List<Settlement> sent, Instant at) {
        if (sent.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        with settlement as (
                            select * from unnest(:ids::bigint[], :providers::text[], :remarks::text[])
                                as s (id, provider_message_id, remark)
                        ), corrected as (
                            update digest_log l
                            set status = 'sent', error_message = null, outcome_unknown = false, run_id = null,
                                provider_message_id = s.provider_message_id, remark = s.remark, sent_at = :at
                            from settlement s where l.id = s.id and l.outcome_unknown
                            returning l.id, l.user_id, l.edition_id, l.chunk_number, l.kind, l.attempt, l.provider_message_id
                        ), recorded as (
                            insert into letter_attempt (letter_id, edition_id, attempt, at, outcome, provider_id)
                            select id, edition_id, attempt, :at, 'sent', provider_message_id from corrected where kind = 'regular'
                        ), updated_user as (
                            update users set last_digest_sent_at = :at
                            where id = any (array(select user_id from corrected where kind = 'regular'))
                        ), counted as (
                            update chunk c set sent = c.sent + s.letters, error = c.error - s.letters
                            from (select edition_id, chunk_number, count(*) as letters from corrected group by edition_id, chunk_number) s
                            where c.edition_id = s.edition_id and c.number = s.chunk_number
                        )
                        select count(*) from corrected
                        """)
                .param("ids", sent.stream().map(Settlement::id).toArray(Long[]::new))
                .param("providers", sent.stream().map(Settlement::providerId).toArray(String[]::new))
                .param("remarks", sent.stream().map(Settlement::remark).toArray(String[]::new))
                .param("at", Timestamps.toParameter(at))
                .query(Integer.class)
                .single();
    }

    /**
     * Settles letters without sending them: as skipped, or as unknown if an earlier attempt may have been accepted. A
     * letter that was tried since it was read stays unchanged.
     */
    void skip(List<SkippedDelivery> skips) {
        Instant now = clock.instant();
        settle(
                skips.stream()
                        .filter(skip -> skip.delivery().mayBeOut())
                        .map(DigestLog::unknown)
                        .toList(),
                now);
        skipUnsent(skips.stream().filter(skip -> !skip.delivery().mayBeOut()).toList(), now);
    }

    private static Settlement unknown(SkippedDelivery skip) {
        return Settlement.unknown(
                skip.delivery().id(), skip.delivery().attempt(), "given up while it was being tried: " + skip.reason());
    }

    private void skipUnsent(List<SkippedDelivery> skips, Instant now) {
        if (skips.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with skip as (
                            select * from unnest(:ids::bigint[], :attempts::integer[], :reasons::text[])
                                as s (id, attempt, skip_reason)
                        ), moved as (
                            delete from delivery d using skip s
                            where d.id = s.id and d.attempt = s.attempt and d.handed_over_at is null
                            returning d.*, s.skip_reason
                        ), logged as (
                            insert into digest_log (
                                id, user_id, period_start, period_end, status, skip_reason, digest, edition_id, chunk_number, kind,
                                transport, attempt, item_count, template_version, content, composed_at, created_at)
                            select id, user_id, period_start, period_end, 'skipped', skip_reason, digest, edition_id, chunk_number,
                                kind, transport, attempt, item_count, template_version, content, composed_at,
                                :now
                            from moved
                        )
                        update chunk c set skipped = c.skipped + s.skipped
                        from (select edition_id, chunk_number, count(*) as skipped from moved group by edition_id, chunk_number) s
                        where c.edition_id = s.edition_id and c.number = s.chunk_number
                        """)
                .param("now", Timestamps.toParameter(now))
                .param("ids", skips.stream().map(skip -> skip.delivery().id()).toArray(Long[]::new))
                .param(
                        "attempts",
                        skips.stream().map(skip -> skip.delivery().attempt()).toArray(Integer[]::new))
                .param(
                        "reasons",
                        skips.stream().map(skip -> skip.reason().name()).toArray(String[]::new))
                .update();
    }
}

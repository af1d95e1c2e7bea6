package dev.tidings.edition;

import dev.tidings.edition.ComposeOutcome.ComposeFailed;
import dev.tidings.edition.ComposeOutcome.ContentReady;
import dev.tidings.edition.ComposeOutcome.RecipientSkipped;
import dev.tidings.edition.ComposedChunk.ComposedSlice;
import dev.tidings.edition.ComposedChunk.NewLetter;
import dev.tidings.edition.ComposedChunk.NoLetter;
import dev.tidings.edition.TestLetterSender.TestLetterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes down what composing a chunk came to: letters owed, and users skipped or failed with the reason. */
@Repository
class NewLetters {
    private final JdbcClient jdbc;
    private final FrozenContentCodec frozen;
    private final InstantSource clock;

    NewLetters(JdbcClient jdbc, FrozenContentCodec frozen, InstantSource clock) {
        this.jdbc = jdbc;
        this.frozen = frozen;
        this.clock = clock;
    }

    /** As many new letters' ids. */
    List<Long> nextIds(int count) {
        return jdbc.sql("select nextval('letter_id') from generate_series(1, :count)")
                .param("count", count)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /**
     * Runs in the caller's transaction.
     *
     * @param batch the letters that are about to be handed over; nobody has the others in hand
     */
    void store(Edition edition, ComposedChunk chunk, ComposedSlice slice, NewBatch batch) {
        List<NewLetter> inHand = new ArrayList<>();
        List<NewLetter> owed = new ArrayList<>();
        for (NewLetter letter : slice.letters()) {
            (batch.ids().contains(letter.id()) ? inHand : owed).add(letter);
        }
        if (!inHand.isEmpty()) {
            storeBatch(edition, chunk, batch.key(), inHand);
        }
        if (!owed.isEmpty()) {
            storeOwed(edition, chunk, owed);
        }
        if (!slice.unsent().isEmpty()) {
            storeUnsent(edition, chunk.number(), slice.unsent());
        }
    }

    /** @param ids of its letters */
    record NewBatch(String key, Set<Long> ids) {
        static final NewBatch NONE = new NewBatch("", Set.of());
    }

    /** The users are held until the commit, so that nobody's letter is handed over who is just being deleted. */
    private void storeBatch(Edition edition, ComposedChunk chunk, String key, List<NewLetter> letters) {
        String[] users = letters.stream().map(NewLetter::userId).toArray(String[]::new);
        int stored = jdbc.sql("""
                        insert into batch (key, edition_id, chunk_number, letter_ids, user_ids, contents, item_counts,
                            composed_at, handed_over_at)
                        select :key, :edition, :chunk, :ids::bigint[], :users::text[], :contents::text[], :counts::integer[],
                               :composed, :now
                        where :letters = (
                            select count(*) from (select from users where id = any (:users::text[]) for key share) as present)
                        """)
                .param("key", key)
                .param("edition", edition.id())
                .param("chunk", chunk.number())
                .param("ids", letters.stream().map(NewLetter::id).toArray(Long[]::new))
                .param("users", users)
                .param("contents", letters.stream().map(NewLetter::content).toArray(String[]::new))
                .param("counts", letters.stream().map(NewLetter::itemCount).toArray(Integer[]::new))
                .param("composed", time(chunk.composedAt()))
                .param("now", now())
                .param("letters", users.length)
                .update();
        if (stored == 0) {
            throw new DataIntegrityViolationException("edition " + edition.id() + " chunk " + chunk.number()
                    + ": a user was deleted while it was composed");
        }
    }

    private void storeOwed(Edition edition, ComposedChunk chunk, List<NewLetter> letters) {
        jdbc.sql("""
                        insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start,
                            period_end, transport, template_version, content, item_count, composed_at, next_attempt_at)
                        select o.id, e.id, :chunk, 'regular', e.digest, o.user_id, e.period_start, e.period_end,
                               e.transport, e.template_version, o.content, o.item_count, :composed, :now
                        from edition e,
                             unnest(:ids::bigint[], :users::text[], :contents::text[], :counts::integer[])
                                as o (id, user_id, content, item_count)
                        where e.id = :edition
                        """)
                .param("edition", edition.id())
                .param("chunk", chunk.number())
                .param("composed", time(chunk.composedAt()))
                .param("now", now())
                .param("ids", letters.stream().map(NewLetter::id).toArray(Long[]::new))
                .param("users", letters.stream().map(NewLetter::userId).toArray(String[]::new))
                .param("contents", letters.stream().map(NewLetter::content).toArray(String[]::new))
                .param("counts", letters.stream().map(NewLetter::itemCount).toArray(Integer[]::new))
                .update();
    }

    private void storeUnsent(Edition edition, int chunk, List<NoLetter> unsent) {
        jdbc.sql("""
                        with logged as (
                            insert into digest_log (id, user_id, period_start, period_end, status, error_message, digest,
                                                    edition_id, chunk_number, kind, skip_reason, created_at)
                            select nextval('letter_id'), u.user_id, e.period_start, e.period_end,
                                   case when u.skip_reason is null then 'error' else 'skipped' end, u.error, e.digest,
                                   e.id, :chunk, 'regular', u.skip_reason, :now
                            from unnest(:users::text[], :reasons::text[], :errors::text[]) as u (user_id, skip_reason, error),
                                 edition e
                            where e.id = :edition
                            returning status
                        )
                        update chunk set
                            skipped = skipped + (select count(*) from logged where status = 'skipped'),
                            error = error + (select count(*) from logged where status = 'error')
                        where edition_id = :edition and number = :chunk
                        """)
                .param("edition", edition.id())
                .param("chunk", chunk)
                .param("now", now())
                .param("users", unsent.stream().map(NoLetter::userId).toArray(String[]::new))
                .param("reasons", unsent.stream().map(NoLetter::skipReason).toArray(String[]::new))
                .param("errors", unsent.stream().map(NoLetter::error).toArray(String[]::new))
                .update();
    }

    /** Stores one test letter, as owed or as what kept it from being so, and returns its id. */
    long storeTest(TestLetterSpec stamp, ComposeOutcome composed) {
        return switch (composed) {
            case ContentReady owed -> storeOwedTest(stamp, owed);
            case RecipientSkipped skipped ->
                storeUnsentTest(
                        stamp, new NoLetter(skipped.userId(), skipped.reason().name(), null));
            case ComposeFailed failed -> storeUnsentTest(stamp, new NoLetter(failed.userId(), null, failed.reason()));
        };
    }

    private long storeOwedTest(TestLetterSpec stamp, ContentReady owed) {
        return jdbc.sql("""
                        insert into delivery (id, kind, digest, user_id, period_start, period_end, transport, template_version,
                                              content, item_count, composed_at, next_attempt_at)
                        values (nextval('letter_id'), 'test', :digest, :user, :start, :end, :transport, :template, :content,
                                :items, :now, :now)
                        returning id
                        """)
                .param("digest", stamp.digest().name())
                .param("now", now())
                .param("user", owed.recipient().userId())
                .param("start", stamp.period().start())
                .param("end", stamp.period().end())
                .param("transport", stamp.transport().name())
                .param("template", stamp.templateVersion())
                .param("content", frozen.freeze(owed.recipient(), owed.facts()))
                .param("items", owed.facts().itemCount())
                .query((row, number) -> row.getLong("id"))
                .single();
    }

    private long storeUnsentTest(TestLetterSpec stamp, NoLetter unsent) {
        return jdbc.sql("""
                        insert into digest_log (id, user_id, period_start, period_end, status, error_message, digest, kind,
                                                skip_reason, created_at)
                        values (nextval('letter_id'), :user, :start, :end,
                                case when :reason::text is null then 'error' else 'skipped' end, :error, :digest, 'test', :reason,
                                :now)
                        returning id
                        """)
                .param("user", unsent.userId())
                .param("start", stamp.period().start())
                .param("end", stamp.period().end())
                .param("error", unsent.error())
                .param("digest", stamp.digest().name())
                .param("now", now())
                .param("reason", unsent.skipReason())
                .query((row, number) -> row.getLong("id"))
                .single();
    }

    private OffsetDateTime now() {
        return time(clock.instant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

package dev.tidings.ledger;

import dev.tidings.database.Timestamps;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Stores the results of composing a chunk: letters in {@code batch} or {@code delivery}, users without a letter in
 * {@code digest_log}. All methods that write run in the caller's transaction, after {@link #begin}.
 */
@Repository
public class NewLetters {
    private static final String[] NO_USERS = {};

    private final JdbcClient jdbc;
    private final NodeRun run;
    private final InstantSource clock;

    NewLetters(JdbcClient jdbc, NodeRun run, InstantSource clock) {
        this.jdbc = jdbc;
        this.run = run;
        this.clock = clock;
    }

    /** Reserves ids for this many new letters. */
    public List<Long> nextIds(int count) {
        return jdbc.sql("select nextval('letter_id') from generate_series(1, :count)")
                .param("count", count)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /**
     * @param advanced whether the chunk was composed up to the start of the slice
     * @param versions the current {@code recipient_version} of the slice's users that exist; they are locked until the
     *     transaction ends
     */
    record Begun(boolean advanced, Map<String, Integer> versions) {}

    /**
     * Counts the slice's users as composed and locks them in order of id. Of two transactions with the same user the
     * second one waits for the first and then sees the letters that it stored. A change of the user that was committed
     * before the lock shows in the version; any other waits until the transaction ends.
     *
     * <p>The transaction's later statements use plans that are made once per session: for {@link #storeBatch}, planning
     * takes as long as running, and PostgreSQL would do it again for most batches.
     */
    Begun begin(ChunkSlice slice) {
        return jdbc.sql("""
                        with advanced as (
                            update chunk set composed_count = :to
                            where edition_id = :edition and number = :number and composed_count = :from
                            returning number
                        ), locked as (
                            select u.id, u.recipient_version from users u
                            where u.id = any (:users::text[]) and exists (select from advanced)
                            order by u.id
                            for no key update
                        )
                        select (select count(*) from advanced) as advanced, array_agg(id) as users,
                               array_agg(recipient_version) as versions,
                               set_config('plan_cache_mode', 'force_generic_plan', true)
                        from locked
                        """)
                .param("edition", slice.editionId())
                .param("number", slice.chunk())
                .param("from", slice.from())
                .param("to", slice.to())
                .param("users", users(slice.letters()))
                .query((row, number) -> new Begun(row.getInt("advanced") == 1, versions(row)))
                .single();
    }

    private static Map<String, Integer> versions(ResultSet row) throws SQLException {
        Array users = row.getArray("users");
        if (users == null) {
            return Map.of();
        }
        String[] ids = (String[]) users.getArray();
        Integer[] versions = (Integer[]) row.getArray("versions").getArray();
        Map<String, Integer> byUser = HashMap.newHashMap(ids.length);
        for (int i = 0; i < ids.length; i++) {
            byUser.put(ids[i], versions[i]);
        }
        return byUser;
    }

    /**
     * @param open whether the edition may send: not paused, stopped or cancelled
     * @param doubled the slice's users who already have a letter of the edition's digest and period from any source
     */
    record BatchCheck(boolean open, List<String> doubled) {
        private static BatchCheck read(ResultSet row, int number) throws SQLException {
            return new BatchCheck(row.getBoolean("open"), List.of((String[])
                    row.getArray("doubled").getArray()));
        }
    }

    /**
     * Stores the letters as one batch that is handed over, if the edition is open and no user is doubled. The check sees
     * a pause that was committed while {@link #begin} waited for a user's lock.
     *
     * @param letters the batch; if empty, only the check runs
     */
    BatchCheck storeBatch(ChunkSlice slice, String key, List<NewLetter> letters) {
        return jdbc.sql("""
                        with place as (
                            select :users::text[] || :others::text[] as user_ids
                        ), open as (
                            select from edition where id = :edition and status = 'open' and cancelled_at is null
                        ), existing as (
                            select l.user_id
                            from edition e
                            join digest_log l on l.digest = e.digest and l.period_start = e.period_start
                                             and l.period_end = e.period_end and l.kind = 'regular'
                            where e.id = :edition and l.user_id = any ((select user_ids from place)::text[])
                            union all
                            select d.user_id
                            from edition e
                            join delivery d on d.digest = e.digest and d.period_start = e.period_start
                                           and d.period_end = e.period_end and d.kind = 'regular'
                            where e.id = :edition and d.user_id = any ((select user_ids from place)::text[])
                            union all
                            select other.user_id
                            from batch b cross join lateral unnest(b.user_ids) as other (user_id)
                            where b.edition_id = :edition and other.user_id = any ((select user_ids from place)::text[])
                        ), stored as (
                            insert into batch (key, edition_id, chunk_number, letter_ids, user_ids, contents, item_counts,
                                               recipient_versions, composed_at, handed_over_at, run_id)
                            select :key, :edition, :chunk, :ids::bigint[], user_ids[1 : :letters], :contents::text[],
                                   :counts::integer[], :versions::integer[], :composed, :now, :run
                            from place
                            where :letters > 0 and exists (select from open) and not exists (select from existing)
                        )
                        select exists (select from open) as open, array(select distinct user_id from existing) as doubled
                        """)
                .param("others", usersWithout(slice, letters))
                .param("key", key)
                .param("edition", slice.editionId())
                .param("chunk", slice.chunk())
                .param("letters", letters.size())
                .param("ids", letters.stream().map(NewLetter::id).toArray(Long[]::new))
                .param("users", users(letters))
                .param("contents", letters.stream().map(NewLetter::content).toArray(String[]::new))
                .param("counts", letters.stream().map(NewLetter::itemCount).toArray(Integer[]::new))
                .param("versions", versions(letters))
                .param("composed", Timestamps.toParameter(slice.composedAt()))
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("run", run.id())
                .query(BatchCheck::read)
                .single();
    }

    /** @param parkedFor why the letters are parked, or null if they are due at once */
    void storeOwed(ChunkSlice slice, List<NewLetter> letters, @Nullable String parkedFor) {
        jdbc.sql("""
                        insert into delivery (id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end, transport,
                                              template_version, content, item_count, recipient_version, composed_at,
                                              next_attempt_at, last_error)
                        select o.id, e.id, :chunk, 'regular', e.digest, o.user_id, e.period_start, e.period_end,
                               e.transport, e.template_version, o.content, o.item_count, o.recipient_version, :composed,
                               case when :parkedFor::text is null then :now::timestamptz end, :parkedFor
                        from edition e,
                             unnest(:ids::bigint[], :users::text[], :contents::text[], :counts::integer[], :versions::integer[])
                                as o (id, user_id, content, item_count, recipient_version)
                        where e.id = :edition
                        """)
                .param("edition", slice.editionId())
                .param("chunk", slice.chunk())
                .param("composed", Timestamps.toParameter(slice.composedAt()))
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("parkedFor", parkedFor)
                .param("ids", letters.stream().map(NewLetter::id).toArray(Long[]::new))
                .param("users", users(letters))
                .param("contents", letters.stream().map(NewLetter::content).toArray(String[]::new))
                .param("counts", letters.stream().map(NewLetter::itemCount).toArray(Integer[]::new))
                .param("versions", versions(letters))
                .update();
    }

    void settleWithoutLetter(ChunkSlice slice, List<NoLetter> users) {
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
                .param("edition", slice.editionId())
                .param("chunk", slice.chunk())
                .param("now", Timestamps.toParameter(clock.instant()))
                .param("users", users(users))
                .param("reasons", users.stream().map(NoLetter::skipReason).toArray(String[]::new))
                .param("errors", users.stream().map(NoLetter::error).toArray(String[]::new))
                .update();
    }

    /** The slice's users who have none of the letters. */
    private static String[] usersWithout(ChunkSlice slice, List<NewLetter> letters) {
        return slice.letters().size() == letters.size()
                ? NO_USERS
                : slice.letters().stream()
                        .filter(each -> !letters.contains(each))
                        .map(ComposedLetter::userId)
                        .toArray(String[]::new);
    }

    private static Integer[] versions(List<NewLetter> letters) {
        return letters.stream().map(NewLetter::recipientVersion).toArray(Integer[]::new);
    }

    private static String[] users(List<? extends ComposedLetter> letters) {
        return letters.stream().map(ComposedLetter::userId).toArray(String[]::new);
    }
}

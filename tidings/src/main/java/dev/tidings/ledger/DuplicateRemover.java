package dev.tidings.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Removes users from chunks in which they would get a second letter of one digest and period. The chunk owes one
 * letter less and keeps a remark with the user's id.
 */
@Repository
class DuplicateRemover {
    private final JdbcClient jdbc;

    DuplicateRemover(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Removes uncomposed users. Of a user who is in the slice twice, the first entry stays unless the user has a
     * letter already. Returns how many entries were removed: 0 if the chunk has changed.
     *
     * @param users users who have a letter already or are in the slice twice
     */
    int removeUncomposed(ChunkSlice slice, List<String> users, String reason) {
        List<Integer> positions = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> twice = slice.usersTwice();
        for (int i = 0; i < slice.letters().size(); i++) {
            String user = slice.letters().get(i).userId();
            if (users.contains(user) && (!twice.contains(user) || !seen.add(user))) {
                positions.add(slice.from() + i + 1);
                removed.add(user);
            }
        }
        return jdbc.sql("""
                        with entry as (
                            select * from unnest(:positions::integer[], :users::text[]) as p (position, user_id)
                        )
                        update chunk c
                        set user_ids = (select coalesce(array_agg(u.id order by u.position), '{}')
                                        from unnest(c.user_ids) with ordinality as u (id, position)
                                        where u.position not in (select position from entry)),
                            due = c.due - :count,
                            remarks = c.remarks || (select array_agg(user_id || ': ' || :reason order by position) from entry)
                        where c.edition_id = :edition and c.number = :chunk and c.composed_count = :from
                          and not exists (select from entry p where c.user_ids[p.position] is distinct from p.user_id)
                        """)
                        .param("positions", positions.toArray(Integer[]::new))
                        .param("users", removed.toArray(String[]::new))
                        .param("count", removed.size())
                        .param("reason", reason)
                        .param("edition", slice.editionId())
                        .param("chunk", slice.chunk())
                        .param("from", slice.from())
                        .update()
                * removed.size();
    }

    /**
     * Removes owed letters that no worker is handing over and whose user has a settled letter of the same digest and
     * period. Returns the ids of the deleted letters.
     */
    List<Long> removeSettledElsewhere(List<Long> letterIds) {
        return jdbc.sql("""
                        with doubled as (
                            delete from delivery d
                            where d.id = any (:ids::bigint[]) and d.kind = 'regular' and d.handed_over_at is null
                              and exists (select from digest_log l
                                          where l.digest = d.digest and l.user_id = d.user_id and l.period_start = d.period_start
                                            and l.period_end = d.period_end and l.kind = 'regular')
                            returning d.id, d.edition_id, d.chunk_number, d.user_id
                        ), entry as (
                            select d.edition_id, d.chunk_number, d.user_id, max(u.position) as position
                            from doubled d
                            join chunk c on c.edition_id = d.edition_id and c.number = d.chunk_number
                            cross join lateral unnest(c.user_ids[1 : c.composed_count]) with ordinality as u (id, position)
                            where u.id = d.user_id
                            group by d.edition_id, d.chunk_number, d.user_id
                        ), removed as (
                            update chunk c
                            set user_ids = (select coalesce(array_agg(u.id order by u.position), '{}')
                                            from unnest(c.user_ids) with ordinality as u (id, position)
                                            where u.position not in (select p.position from entry p
                                                                     where p.edition_id = c.edition_id
                                                                       and p.chunk_number = c.number)),
                                due = c.due - p.entries,
                                composed_count = c.composed_count - p.entries,
                                remarks = c.remarks || p.remarks
                            from (select edition_id, chunk_number, count(*)::integer as entries,
                                         array_agg(user_id || ': has a settled letter already' order by position) as remarks
                                  from entry group by edition_id, chunk_number) as p
                            where c.edition_id = p.edition_id and c.number = p.chunk_number
                        )
                        select id from doubled
                        """)
                .param("ids", letterIds.toArray(Long[]::new))
                .query((row, number) -> row.getLong("id"))
                .list();
    }
}

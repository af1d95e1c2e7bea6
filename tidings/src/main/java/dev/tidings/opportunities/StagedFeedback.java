package dev.tidings.opportunities;

import dev.tidings.bulk.RowWarning;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The staging table of feedback rows and their transfer to {@code opportunity_feedback}. */
@Repository
class StagedFeedback {
    static final String CREATE = """
            create temp table staged_feedback (
                line bigint, user_id text, opportunity_id text, kind text, occurred_at timestamptz, rating smallint,
                by_machine boolean
            ) on commit drop""";

    static final String COPY = """
            copy staged_feedback (line, user_id, opportunity_id, kind, occurred_at, rating, by_machine)
                from stdin (format csv)""";

    private final JdbcClient jdbc;

    StagedFeedback(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<RowWarning> rejectUnknown() {
        return jdbc.sql("""
                        delete from staged_feedback s
                        using staged_feedback t
                        left join users u on u.id = t.user_id
                        left join opportunity o on o.id = t.opportunity_id
                        where t.line = s.line
                          and (u.id is null or (t.opportunity_id is not null and o.id is null))
                        returning s.line, u.id is null as user_unknown""")
                .query((row, number) -> new RowWarning(
                        row.getLong("line"),
                        row.getBoolean("user_unknown") ? "user_id is unknown" : "opportunity_id is unknown"))
                .list();
    }

    /** Updates rating and machine of rows that exist. */
    void upsert() {
        jdbc.sql("""
                        insert into opportunity_feedback (user_id, opportunity_id, kind, occurred_at, rating, by_machine)
                        select user_id, opportunity_id, kind, occurred_at, rating, by_machine
                        from staged_feedback
                        order by user_id, opportunity_id, kind, occurred_at
                        on conflict (user_id, opportunity_id, kind, occurred_at) do update
                        set rating = excluded.rating, by_machine = excluded.by_machine
                        where (opportunity_feedback.rating, opportunity_feedback.by_machine)
                            is distinct from (excluded.rating, excluded.by_machine)""").update();
    }
}

package dev.tidings.recommender;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads engagement with opportunities from {@code pick} and {@code opportunity_feedback}. */
@Repository
public class OpportunityEngagements {
    private final JdbcClient jdbc;

    OpportunityEngagements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public OpportunityEngagement of(String opportunityId) {
        return jdbc.sql("""
                        select (select count(*) from pick where opportunity_id = :id) as picked,
                               count(distinct user_id) filter (where kind = 'sent') as sent,
                               count(distinct user_id) filter (where kind = 'clicked' and not by_machine) as clicked,
                               count(distinct user_id) filter (where kind = 'saved' and not by_machine) as saved,
                               count(distinct user_id) filter (where kind = 'applied' and not by_machine) as applied,
                               count(distinct user_id) filter (where kind = 'dismissed' and not by_machine) as dismissed,
                               count(distinct user_id) filter (where kind = 'rated' and not by_machine) as rated,
                               avg(rating) filter (where not by_machine)::double precision as average_rating,
                               count(*) filter (where by_machine) as machines
                        from opportunity_feedback where opportunity_id = :id""")
                .param("id", opportunityId)
                .query((row, number) -> new OpportunityEngagement(
                        row.getLong("picked"),
                        row.getLong("sent"),
                        row.getLong("clicked"),
                        row.getLong("saved"),
                        row.getLong("applied"),
                        row.getLong("dismissed"),
                        row.getLong("rated"),
                        row.getObject("average_rating", Double.class),
                        row.getLong("machines")))
                .single();
    }
}

package dev.tidings.ledger;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whom the edition of an owed letter reaches: its recipients' domains, and whether anyone has their letter. */
@Repository
class EditionReach {
    private final JdbcClient jdbc;

    EditionReach(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the edition has a recipient at a domain that is not among these, in lower case. */
    boolean hasOtherDomains(long letterId, Set<String> domains) {
        return jdbc.sql("""
                        select exists (
                            select from chunk c
                            cross join lateral unnest(c.user_ids) as member (user_id)
                            join users u on u.id = member.user_id
                            where c.edition_id = (select edition_id from owed_letter where id = :letter)
                              and lower(split_part(u.email, '@', 2)) <> all (:domains::text[]))
                        """)
                .param("letter", letterId)
                .param("domains", domains.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** Whether any letter of the edition was sent. */
    boolean hasSent(long letterId) {
        return jdbc.sql("""
                        select exists (
                            select from chunk
                            where edition_id = (select edition_id from owed_letter where id = :letter) and sent > 0)
                        """).param("letter", letterId).query(Boolean.class).single();
    }
}

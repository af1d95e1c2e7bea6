package dev.tidings.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Locks the users of owed letters, in order of id, as every intent does. */
@Repository
class RecipientLocks {
    private final JdbcClient jdbc;

    RecipientLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the letters' users until the caller's transaction ends, and waits for transactions that change them. A later
     * statement sees what was committed during the wait.
     */
    void lock(List<Delivery> letters) {
        jdbc.sql("select id from users where id = any (:users::text[]) order by id for no key update")
                .param("users", letters.stream().map(Delivery::userId).toArray(String[]::new))
                .query(String.class)
                .list();
    }
}

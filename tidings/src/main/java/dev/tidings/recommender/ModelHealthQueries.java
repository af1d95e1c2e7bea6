package dev.tidings.recommender;

import dev.tidings.database.SystemPool;
import org.springframework.stereotype.Repository;

/** Reads the model's versions for health checks, over their own connection pool. */
@Repository
public class ModelHealthQueries {
    private final SystemPool connection;

    ModelHealthQueries(SystemPool connection) {
        this.connection = connection;
    }

    /** How many candidates were refused since the last one was promoted. */
    public int consecutiveRefusals() {
        return connection.jdbc().sql("""
                        select count(*) from model_version
                        where status = 'refused'
                          and created_at > coalesce((select max(promoted_at) from model_version), '-infinity')
                        """).query(Integer.class).single();
    }
}

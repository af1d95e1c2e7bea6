package dev.tidings.recommender;

import dev.tidings.recommender.OpportunityIndexQueries.IndexRevision;
import dev.tidings.recommender.ranking.OpportunityIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The catalog of the moment: made anew when an opportunity changed, and every so often for how readers took to them. One
 * is held at a time.
 */
@Component
class OpportunityIndexCache {
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private final OpportunityIndexQueries rows;
    private final InstantSource clock;
    private @Nullable CachedIndex current;

    OpportunityIndexCache(OpportunityIndexQueries rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    private record CachedIndex(IndexRevision revision, Instant builtAt, OpportunityIndex index) {}

    synchronized OpportunityIndex current() {
        IndexRevision state = rows.revision();
        Instant now = clock.instant();
        CachedIndex made = current;
        if (made == null || !made.revision.equals(state) || now.isAfter(made.builtAt.plus(MAX_AGE))) {
            made = new CachedIndex(state, now, OpportunityIndex.of(rows.opportunities(), rows.engagement()));
            current = made;
        }
        return made.index;
    }
}

package dev.tidings.recommender;

import dev.tidings.recommender.OpportunityIndexQueries.IndexRevision;
import dev.tidings.recommender.ranking.OpportunityIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Caches the current {@link OpportunityIndex}. Rebuilds it when opportunities change, and at least every 15 minutes to
 * update engagement.
 */
@Component
class OpportunityIndexCache {
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private final OpportunityIndexQueries queries;
    private final InstantSource clock;
    private @Nullable CachedIndex current;

    OpportunityIndexCache(OpportunityIndexQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    private record CachedIndex(IndexRevision revision, Instant builtAt, OpportunityIndex index) {}

    synchronized OpportunityIndex current() {
        IndexRevision revision = queries.revision();
        Instant now = clock.instant();
        CachedIndex cached = current;
        if (cached == null || !cached.revision.equals(revision) || now.isAfter(cached.builtAt.plus(MAX_AGE))) {
            cached = new CachedIndex(
                    revision,
                    now,
                    OpportunityIndex.of(queries.opportunities(), queries.engagement(), queries.originals()));
            current = cached;
        }
        return cached.index;
    }
}

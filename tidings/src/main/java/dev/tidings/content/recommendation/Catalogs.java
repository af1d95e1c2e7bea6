package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.CatalogRows.State;
import dev.tidings.content.recommendation.bot.Catalog;
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
class Catalogs {
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final CatalogRows rows;
    private final InstantSource clock;
    private @Nullable Made current;

    Catalogs(CatalogRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    private record Made(State state, Instant at, Catalog catalog) {}

    synchronized Catalog current() {
        State state = rows.state();
        Instant now = clock.instant();
        Made made = current;
        if (made == null || !made.state.equals(state) || now.isAfter(made.at.plus(LIFE))) {
            made = new Made(state, now, Catalog.of(rows.opportunities(), rows.responses()));
            current = made;
        }
        return made.catalog;
    }
}

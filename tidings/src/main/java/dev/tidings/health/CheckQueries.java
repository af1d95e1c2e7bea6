package dev.tidings.health;

import dev.tidings.recommender.ModelHealthQueries;
import dev.tidings.scraping.SourceStatuses;
import dev.tidings.throttle.CircuitHealthQueries;
import org.springframework.stereotype.Component;

/** Everything that checks ask the database through. */
@Component
record CheckQueries(
        HealthQueries server,
        EditionMonitor editions,
        ScheduledTasks tasks,
        CircuitHealthQueries circuits,
        ModelHealthQueries models,
        SourceStatuses sources) {}

package dev.tidings.health;

import dev.tidings.audience.ConsentHealthQueries;
import dev.tidings.ledger.LedgerHealthQueries;
import dev.tidings.recommender.ModelHealthQueries;
import dev.tidings.scraping.SourceStatuses;
import dev.tidings.throttle.CircuitHealthQueries;
import org.springframework.stereotype.Component;

/** The queries of health checks. */
@Component
record CheckQueries(
        HealthQueries server,
        EditionMonitor editions,
        ScheduledTasks tasks,
        CircuitHealthQueries circuits,
        ModelHealthQueries models,
        SourceStatuses sources,
        ConsentHealthQueries consent,
        LedgerHealthQueries ledger) {}

package dev.tidings.simulation;

import dev.tidings.database.DatabaseClock;
import dev.tidings.digest.Digest;
import dev.tidings.edition.Edition;
import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.SourceOpportunityCount;
import dev.tidings.recommender.DailyTraining;
import dev.tidings.recommender.EditionPick;
import dev.tidings.recommender.EditionPicks;
import dev.tidings.recommender.RecommenderAdmin;
import dev.tidings.simulation.SimulatedReaders.SimulatedClick;
import dev.tidings.simulation.SimulatedWeek.ReasonCount;
import dev.tidings.text.MessageCatalog;
import dev.tidings.transport.Transports;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.support.GenericApplicationContext;

/** Weeks of a digest that recommends opportunities: editions as they fall due, clicks by a rule, nightly training. */
public final class Simulation {
    /**
     * Tables that a copy starts without: letters, numbers, sources, health, and the identity of the database, which
     * would make it a copy that may not send.
     */
    public static final Set<String> NOT_COPIED = Set.of(
            "alert",
            "alert_delivery",
            "batch",
            "chunk",
            "circuit_breaker",
            "consent",
            "daily_metric",
            "delivery",
            "digest",
            "digest_log",
            "edition",
            "edition_wave",
            "health_check",
            "instance",
            "instance_host",
            "letter_attempt",
            "letter_event",
            "node",
            "rate_limit",
            "repair",
            "scheduled_digest",
            "scheduled_tasks",
            "source_document",
            "source_run",
            "source_state",
            "template_version");

    private static final int REASONS = 3;

    private final SimulatedDelivery delivery;
    private final SimulatedReaders readers;
    private final EditionPicks picks;
    private final DailyTraining training;
    private final RecommenderAdmin models;
    private final Opportunities opportunities;
    private final String newReason;
    private final SimulatedClock clock;
    private final DatabaseClock databaseClock;

    Simulation(
            SimulatedDelivery delivery,
            SimulatedReaders readers,
            EditionPicks picks,
            DailyTraining training,
            RecommenderAdmin models,
            Opportunities opportunities,
            MessageCatalog messages,
            SimulatedClock clock,
            DatabaseClock databaseClock) {
        this.delivery = delivery;
        this.readers = readers;
        this.picks = picks;
        this.training = training;
        this.models = models;
        this.opportunities = opportunities;
        newReason = messages.text("reason.new");
        this.clock = clock;
        this.databaseClock = databaseClock;
    }

    /** Registers the simulation, and its clock and transports in place of the program's. */
    public static void register(GenericApplicationContext beans) {
        beans.registerBean(SimulatedClock.class, SimulatedClock::new, definition -> definition.setPrimary(true));
        beans.registerBean(
                "simulatedTransports",
                Transports.class,
                DiscardingTransport::forEveryName,
                definition -> definition.setPrimary(true));
        beans.registerBean(SimulatedDelivery.class);
        beans.registerBean(SimulatedReaders.class);
        beans.registerBean(Simulation.class);
    }

    /** @param seed of the readers' random numbers */
    public record SimulationOptions(Digest digest, int weeks, ClickRule rule, long seed) {}

    /**
     * Runs the weeks from the first edition after the program's time.
     *
     * @param report receives each week's figures at its end
     * @throws SimulationStopped if an edition waits for an operator
     */
    public void run(SimulationOptions options, Consumer<SimulatedWeek> report) {
        clock.moveTo(databaseClock.instant());
        ZoneId zone = options.digest().cadence().referenceZone();
        Consumer<Instant> moveTo = time -> moveTo(time, zone);
        for (int week = 1; week <= options.weeks(); week++) {
            moveTo(options.digest().cadence().nextAfter(clock.instant()), zone);
            LocalDate day = LocalDate.ofInstant(clock.instant(), zone);
            long live = liveOpportunities();
            Edition edition = delivery.deliverDue(options.digest(), moveTo);
            List<EditionPick> picked =
                    picks.of(edition.digest(), edition.period().start());
            List<SimulatedClick> clicks = readers.clicks(edition.id(), picked, options.rule(), options.seed());
            for (SimulatedClick click : clicks) {
                moveTo(click.at(), zone);
                readers.click(click);
            }
            report.accept(figures(week, day, live, edition, picked, options.rule(), clicks.size()));
        }
    }

    /** Moves the clock and does the work of the nights on the way. */
    private void moveTo(Instant time, ZoneId zone) {
        for (Instant night = nextNight(zone); !night.isAfter(time); night = nextNight(zone)) {
            clock.moveTo(night);
            opportunities.expireOverdue(night);
            training.train(zone);
        }
        clock.moveTo(time);
    }

    private Instant nextNight(ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        Instant night = today.atTime(DailyTraining.AT).atZone(zone).toInstant();
        return night.isAfter(clock.instant())
                ? night
                : today.plusDays(1).atTime(DailyTraining.AT).atZone(zone).toInstant();
    }

    private long liveOpportunities() {
        return opportunities.countBySource().stream()
                .mapToLong(SourceOpportunityCount::live)
                .sum();
    }

    private SimulatedWeek figures(
            int week, LocalDate day, long live, Edition edition, List<EditionPick> picked, ClickRule rule, int clicks) {
        long version = Long.parseLong(Objects.requireNonNull(edition.contentVersion(), "a recommender has versions"));
        Map<String, Long> reasons =
                picked.stream().collect(Collectors.groupingBy(EditionPick::reason, Collectors.counting()));
        return new SimulatedWeek(
                week,
                day,
                edition.progress().sent(),
                live,
                picked.size(),
                (int) picked.stream().filter(pick -> rule.chance(pick) > 0).count(),
                clicks,
                reasons.getOrDefault(newReason, 0L),
                version,
                models.require(version).examples(),
                reasons.entrySet().stream()
                        .map(reason -> new ReasonCount(reason.getKey(), reason.getValue()))
                        .sorted(Comparator.comparingLong(ReasonCount::count)
                                .reversed()
                                .thenComparing(ReasonCount::reason))
                        .limit(REASONS)
                        .toList());
    }
}

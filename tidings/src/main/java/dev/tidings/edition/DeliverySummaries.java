package dev.tidings.edition;

import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.DeliverySummary.StatePart;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.EditionHealthQueries.HaltedWave;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.throttle.CircuitHealthQueries;
import dev.tidings.throttle.CircuitHealthQueries.OpenCircuit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Summarizes the state of an edition and of the installation. */
@Component
public class DeliverySummaries {
    /** Time after which an edition that is not opened, or of which nothing was settled, is late. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final Editions editions;
    private final EditionHealthQueries editionRows;
    private final EditionCanary canary;
    private final DigestCatalog catalog;
    private final CircuitHealthQueries circuits;
    private final InstanceGuard guard;
    private final InstantSource clock;

    DeliverySummaries(
            Editions editions,
            EditionHealthQueries editionRows,
            EditionCanary canary,
            DigestCatalog catalog,
            CircuitHealthQueries circuits,
            InstanceGuard guard,
            InstantSource clock) {
        this.editions = editions;
        this.editionRows = editionRows;
        this.canary = canary;
        this.catalog = catalog;
        this.circuits = circuits;
        this.guard = guard;
        this.clock = clock;
    }

    public DeliverySummary of(ListedEdition edition) {
        return DeliverySummary.of(part(edition));
    }

    /**
     * The state of all editions that matter now: those that are not closed, and the newest of each digest.
     *
     * @param scheduled whether editions are opened on schedule, so that one can be missing
     */
    public DeliverySummary installation(boolean scheduled) {
        List<ListedEdition> unfinished = editions.notClosed();
        List<Edition> finished = new ArrayList<>();
        List<StatePart> parts =
                new ArrayList<>(unfinished.stream().map(this::part).toList());
        for (Digest digest : catalog.all()) {
            Edition newest = editions.newest(digest.name()).orElse(null);
            if (newest != null && scheduled && isMissing(digest, newest)) {
                parts.add(StatePart.missing(digest.title(), digest.cadence().lastPeriod(clock.instant())));
            } else if (newest != null && newest.status() == EditionStatus.CLOSED && isNewest(newest, unfinished)) {
                finished.add(newest);
            }
        }
        ofNewestPeriod(finished).map(this::part).forEach(parts::add);
        DeliverySummary summary = DeliverySummary.of(parts);
        return guard.refusalReason() == null ? summary : summary.refused();
    }

    /** Whether the schedule should have opened another edition after the digest's newest one. */
    public boolean isMissing(Digest digest, Edition newest) {
        Instant now = clock.instant();
        Cadence cadence = digest.cadence();
        DigestPeriod period = cadence.lastPeriod(now);
        return newest.period().start().isBefore(period.start())
                && now.isAfter(cadence.lastDueUntil(now).plus(GRACE))
                && editionRows.find(digest.name(), period).isEmpty();
    }

    /** Whether the digest has no later edition that cannot be read. */
    private static boolean isNewest(Edition edition, List<ListedEdition> unfinished) {
        return unfinished.stream()
                .noneMatch(other -> other.digest().equals(edition.digest()) && other.id() > edition.id());
    }

    private static Stream<Edition> ofNewestPeriod(List<Edition> closed) {
        return closed.stream().map(Edition::period).max(Comparator.comparing(DigestPeriod::start)).stream()
                .flatMap(newest ->
                        closed.stream().filter(edition -> edition.period().equals(newest)));
    }

    private StatePart part(ListedEdition listed) {
        return switch (listed) {
            case Edition edition -> part(edition);
            case UnreadableEdition edition -> StatePart.unreadable(edition);
        };
    }

    private StatePart part(Edition edition) {
        Digest digest = catalog.find(edition.digest()).orElse(null);
        OpenCircuit circuit = openCircuit(edition);
        String lateness = lateness(edition, digest);
        HaltedWave wave = haltedWave(edition);
        if (wave != null) {
            DeliveryState state = wave.held() ? DeliveryState.HELD : DeliveryState.WAITING;
            return StatePart.of(edition, state, digest == null ? edition.digest() : digest.title(), wave.reason());
        }
        DeliveryState state = DeliveryState.of(edition, circuit != null, lateness != null);
        String detail = switch (state) {
            case STOPPED, HELD -> edition.reason();
            case WAITING ->
                edition.status() == EditionStatus.WAITING
                        ? edition.reason()
                        : Objects.requireNonNull(circuit).describe();
            case LATE -> lateness;
            case SENDING -> digest == null || edition.plannedAt() != null ? null : canary.describe(edition, digest);
            default -> null;
        };
        return StatePart.of(edition, state, digest == null ? edition.digest() : digest.title(), detail);
    }

    /** The wave of an open edition that waits or is held, or null. */
    private @Nullable HaltedWave haltedWave(Edition edition) {
        return edition.status() == EditionStatus.OPEN && edition.plannedAt() == null
                ? editionRows.haltedWave(edition.id()).orElse(null)
                : null;
    }

    /** The open circuit that keeps the edition's letters, or null. */
    private @Nullable OpenCircuit openCircuit(Edition edition) {
        if (edition.status() != EditionStatus.OPEN || edition.progress().owed() == 0) {
            return null;
        }
        return circuits.open().stream()
                .filter(circuit -> circuit.transport().equals(edition.transport()))
                .findFirst()
                .orElse(null);
    }

    /** Why an open edition is late, or null. Those that go out by time zone begin at many times. */
    private @Nullable String lateness(Edition edition, @Nullable Digest digest) {
        Instant now = clock.instant();
        if (edition.sendBy() != null
                && now.isAfter(edition.sendBy())
                && edition.progress().owed() > 0) {
            return "the time to send has passed";
        }
        boolean begun = edition.progress().due() > edition.progress().owed();
        boolean atOnce = digest == null || !digest.cadence().perRecipient();
        return atOnce
                        && !begun
                        && now.isAfter(edition.openedAt().plus(GRACE))
                        && now.isAfter(editionRows.begunAt(edition.id()).plus(GRACE))
                ? "no letter was settled in the first " + GRACE.toMinutes() + " minutes"
                : null;
    }
}

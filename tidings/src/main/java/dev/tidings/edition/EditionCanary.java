package dev.tidings.edition;

import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.audience.SuppressionHealthQueries;
import dev.tidings.audience.SuppressionHealthQueries.SuppressedUser;
import dev.tidings.audience.UserSample;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.CanarySettings;
import dev.tidings.edition.CanaryStates.WaitingSample;
import dev.tidings.ledger.CanaryLetters;
import dev.tidings.ledger.CanaryLetters.CanaryCount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets a sample of an edition's recipients, or of a wave's, get its letters before the others, and holds the edition if
 * too many of these fail, bounce or are complained about.
 */
@Component
class EditionCanary {
    /** One bad address in a small sample says nothing about the others. */
    private static final int LEAST_FAILED = 2;

    /** The others wait from the time on at which this share of the sample's letters is settled. */
    private static final double SETTLED = 0.9;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final Logger log = LoggerFactory.getLogger(EditionCanary.class);

    private final CanaryStates states;
    private final CanaryLetters letters;
    private final SuppressionHealthQueries suppressions;
    private final InstantSource clock;

    EditionCanary(
            CanaryStates states, CanaryLetters letters, SuppressionHealthQueries suppressions, InstantSource clock) {
        this.states = states;
        this.letters = letters;
        this.suppressions = suppressions;
        this.clock = clock;
    }

    /**
     * The planning of an edition or a wave.
     *
     * @param fresh whether nothing of it is planned
     * @param forced whether an operator decided that the letters leave
     */
    record CanaryProgress(@Nullable Instant waveDue, CanaryPhase phase, boolean fresh, boolean forced) {}

    /**
     * Begins a sample before the first recipient is planned, and ends one that is no longer wanted. True if the phase
     * changed: the progress must be read again.
     */
    boolean changePhase(long editionId, Digest digest, CanaryProgress progress) {
        boolean wanted = digest.canary() != null && !progress.forced();
        if (progress.phase() == CanaryPhase.NONE && progress.fresh() && wanted) {
            states.begin(editionId, progress.waveDue());
            return true;
        }
        if (progress.phase() == CanaryPhase.SAMPLING && !wanted) {
            states.endSampling(editionId, progress.waveDue(), false);
            return true;
        }
        return false;
    }

    /** The sample that is being planned; null if others are. Each edition has its own sample. */
    @Nullable
    UserSample sample(Edition edition, Digest digest, CanaryPhase phase) {
        CanarySettings settings = digest.canary();
        return phase != CanaryPhase.SAMPLING || settings == null
                ? null
                : new UserSample((edition.digest() + edition.period().start()).hashCode(), settings.share());
    }

    /** Ends planning the sample. If it has no users, the others follow at once. */
    void endSampling(long editionId, @Nullable Instant waveDue) {
        states.endSampling(editionId, waveDue, letters.count(editionId, waveDue).due() > 0);
    }

    /** Judges the samples of an open edition that have waited long enough. */
    void check(Edition edition, Digest digest, boolean forced) {
        CanarySettings settings = forced ? null : digest.canary();
        Instant sendBy = clock.instant().plus(digest.late());
        for (WaitingSample sample : states.waiting(edition.id())) {
            Instant since = sample.since();
            if (settings == null) {
                pass(edition, sample, sendBy);
            } else if (since == null) {
                if (isSettled(letters.count(edition.id(), sample.waveDue()))) {
                    states.settled(edition.id(), sample.waveDue());
                }
            } else if (!clock.instant().isBefore(since.plus(settings.hold()))) {
                judge(edition, settings, sample, sendBy);
            }
        }
    }

    /** Deferred letters, and the last one of a small sample, do not keep the others. */
    private static boolean isSettled(CanaryCount count) {
        return count.settled() >= Math.max(1, (long) (SETTLED * count.due()));
    }

    private void judge(Edition edition, CanarySettings settings, WaitingSample sample, Instant sendBy) {
        CanaryCount count = letters.count(edition.id(), sample.waveDue());
        int returned = letters.sentAmong(edition.id(), sample.waveDue(), suppressedSince(edition.openedAt()));
        long failed = count.error() + returned;
        if (failed >= LEAST_FAILED && 100.0 * failed > settings.failed() * (count.sent() + count.error())) {
            hold(
                    edition,
                    String.format(
                            Locale.ROOT,
                            "of the %,d letters that went first, %,d failed and %,d bounced or were complained about",
                            count.sent() + count.error(),
                            count.error(),
                            returned));
        } else {
            pass(edition, sample, sendBy);
        }
    }

    private void pass(Edition edition, WaitingSample sample, Instant sendBy) {
        Instant since = sample.since();
        Duration waited = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
        if (states.pass(edition.id(), sample.waveDue(), waited, sendBy)) {
            log.info("edition {}: its sample went first, the others follow", edition.id());
        }
    }

    /** What the others wait for, as part of a sentence; null if they wait for no sample. */
    @Nullable
    String describe(Edition edition, Digest digest) {
        CanarySettings settings = digest.canary();
        List<WaitingSample> waiting = settings == null ? List.of() : states.waiting(edition.id());
        if (settings == null || waiting.isEmpty()) {
            return null;
        }
        Instant since = waiting.getFirst().since();
        if (since == null) {
            CanaryCount count = letters.count(edition.id(), waiting.getFirst().waveDue());
            return String.format(
                    Locale.ROOT,
                    "a sample of %,d goes first, %,d of it are not settled; the others follow %d minutes after it",
                    count.due(),
                    count.due() - count.settled(),
                    settings.hold().toMinutes());
        }
        ZoneId zone = digest.cadence().referenceZone();
        return "a sample went first, the others follow from "
                + TIME.format(since.plus(settings.hold()).atZone(zone)) + " in " + zone;
    }

    private void hold(Edition edition, String reason) {
        if (states.hold(edition.id(), reason)) {
            log.error("edition {} held: {}", edition.id(), reason);
        }
    }

    private List<String> suppressedSince(Instant since) {
        List<SuppressedUser> suppressed =
                new ArrayList<>(suppressions.suppressedSince(SuppressionReason.BOUNCE, since));
        suppressed.addAll(suppressions.suppressedSince(SuppressionReason.COMPLAINT, since));
        return suppressed.stream().map(SuppressedUser::userId).toList();
    }
}

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

    /** The sample is judged when this share of its letters is settled: a deferred letter does not keep the others. */
    private static final double SETTLED = 0.9;

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
        CanarySettings settings = digest.canary();
        for (WaitingSample sample : states.waiting(edition.id())) {
            if (forced || settings == null) {
                states.pass(edition.id(), sample.waveDue(), Duration.ZERO);
            } else if (!clock.instant().isBefore(sample.since().plus(settings.hold()))) {
                judge(edition, settings, sample);
            }
        }
    }

    private void judge(Edition edition, CanarySettings settings, WaitingSample sample) {
        CanaryCount count = letters.count(edition.id(), sample.waveDue());
        if (count.settled() < SETTLED * count.due()) {
            return;
        }
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
        } else if (states.pass(edition.id(), sample.waveDue(), Duration.between(sample.since(), clock.instant()))) {
            log.info("edition {}: {} letters went first, the others follow", edition.id(), count.due());
        }
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

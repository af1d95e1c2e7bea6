package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.GateDecision.Admit;
import dev.tidings.edition.GateDecision.AwaitNumbers;
import dev.tidings.edition.GateDecision.Hold;
import dev.tidings.edition.GateStates.GateState;
import dev.tidings.edition.Waves.PlannedWave;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Checks an edition before its first letter: whether its numbers are there, and whether its audience and contents look
 * like last time's. Nobody is planned before: who is due is looked up when the letters may leave. If the edition goes
 * out by time zone, each wave is checked when it is due, and waits by itself. Several nodes may check at the same time:
 * the row's update decides.
 */
@Component
class EditionGate {
    /** Interval at which an edition that was not admitted is checked again. */
    static final Duration RECHECK_INTERVAL = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(EditionGate.class);

    private final GateStates states;
    private final Waves waves;
    private final NumbersGate numbers;
    private final EditionBrakes brakes;
    private final EditionCanary canary;
    private final InstantSource clock;

    EditionGate(
            GateStates states,
            Waves waves,
            NumbersGate numbers,
            EditionBrakes brakes,
            EditionCanary canary,
            InstantSource clock) {
        this.states = states;
        this.waves = waves;
        this.numbers = numbers;
        this.brakes = brakes;
        this.canary = canary;
        this.clock = clock;
    }

    /** Checks what is due of an edition that is open or waiting, and records the decisions. */
    void check(Edition edition, Digest digest) {
        boolean active = edition.status() == EditionStatus.OPEN || edition.status() == EditionStatus.WAITING;
        if (!active || edition.plannedAt() != null) {
            return;
        }
        GateState state = states.of(edition.id());
        List<PlannedWave> all = waves.of(edition.id());
        if (!all.isEmpty()) {
            checkWaves(edition, digest, state, all);
        } else if (!state.admitted()) {
            record(edition, state.forced() ? Admit.USUAL : judge(edition, digest, state));
        }
        if (edition.status() == EditionStatus.OPEN) {
            canary.check(edition, digest, state.forced());
        }
    }

    private GateDecision judge(Edition edition, Digest digest, GateState state) {
        GateDecision decision = state.withoutNumbers() ? Admit.USUAL : numbers.judge(edition, digest);
        if (decision instanceof Admit late) {
            decision = brakes.judgeAudience(edition, digest);
            if (decision instanceof Admit usual) {
                decision = brakes.judgeContents(edition, digest, null) instanceof Hold hold ? hold : late.and(usual);
            }
        }
        return decision;
    }

    private void record(Edition edition, GateDecision decision) {
        switch (decision) {
            case Admit admit -> {
                if (states.admit(edition.id(), admit.warning()) && admit.warning() != null) {
                    log.warn("edition {}: {}", edition.id(), admit.warning());
                }
            }
            case AwaitNumbers await -> {
                if (states.await(edition.id(), await.reason())) {
                    log.info("edition {} waits: {}", edition.id(), await.reason());
                }
            }
            case Hold hold -> hold(edition, null, hold);
        }
    }

    private void hold(Edition edition, @Nullable Instant waveDue, Hold hold) {
        if (states.hold(edition.id(), waveDue, hold.reason())) {
            log.error("edition {} held: {}", edition.id(), hold.reason());
        }
    }

    /** The audience is judged once, before the first wave; the numbers of each wave; the contents of all that are due. */
    private void checkWaves(Edition edition, Digest digest, GateState state, List<PlannedWave> all) {
        Instant now = clock.instant();
        List<PlannedWave> due = all.stream()
                .filter(wave ->
                        !wave.admitted() && !wave.held() && !wave.wave().due().isAfter(now))
                .toList();
        if (due.isEmpty()) {
            return;
        }
        if (!state.admitted()) {
            GateDecision decision = state.forced() ? Admit.USUAL : brakes.judgeAudience(edition, digest);
            record(edition, decision);
            if (!(decision instanceof Admit)) {
                return;
            }
        }
        WaveZones zones = new WaveZones(all);
        List<PlannedWave> ready = state.forced()
                ? due
                : due.stream()
                        .filter(wave -> hasNumbers(edition, digest, wave, zones))
                        .toList();
        if (ready.isEmpty()) {
            return;
        }
        if (!state.forced() && brakes.judgeContents(edition, digest, zones.of(ready)) instanceof Hold hold) {
            hold(edition, ready.getFirst().wave().due(), hold);
        } else {
            ready.forEach(wave -> states.admitWave(edition.id(), wave.wave().due()));
        }
    }

    /** Whether a wave need not wait for numbers. If it must, records it. */
    private boolean hasNumbers(Edition edition, Digest digest, PlannedWave wave, WaveZones zones) {
        Instant due = wave.wave().due();
        return switch (numbers.judge(edition, digest, wave.wave(), zones)) {
            case Admit admit -> true;
            case AwaitNumbers await -> {
                if (states.haltWave(edition.id(), due, EditionStatus.WAITING, await.reason())) {
                    log.info("edition {}: the wave of {} waits: {}", edition.id(), due, await.reason());
                }
                yield false;
            }
            case Hold hold -> {
                if (states.haltWave(edition.id(), due, EditionStatus.HELD, hold.reason())) {
                    log.error("edition {}: the wave of {} is held: {}", edition.id(), due, hold.reason());
                }
                yield false;
            }
        };
    }
}

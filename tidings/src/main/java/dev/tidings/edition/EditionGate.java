package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.GateDecision.Admit;
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
 * Checks an edition before its first letter: whether its audience and contents look like last time's. Nobody is planned
 * before: who is due is looked up when the letters may leave. If the edition goes out by time zone, each wave is checked
 * when it is due. Several nodes may check at the same time: the row's update decides.
 */
@Component
class EditionGate {
    /** Interval at which an edition that was not admitted is checked again. */
    static final Duration RECHECK_INTERVAL = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(EditionGate.class);

    private final GateStates states;
    private final Waves waves;
    private final EditionBrakes brakes;
    private final InstantSource clock;

    EditionGate(GateStates states, Waves waves, EditionBrakes brakes, InstantSource clock) {
        this.states = states;
        this.waves = waves;
        this.brakes = brakes;
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
            record(edition, state.forced() ? Admit.USUAL : judge(edition, digest));
        }
    }

    private GateDecision judge(Edition edition, Digest digest) {
        GateDecision audience = brakes.judgeAudience(edition, digest);
        return audience instanceof Admit && brakes.judgeContents(edition, digest, null) instanceof Hold hold
                ? hold
                : audience;
    }

    private void record(Edition edition, GateDecision decision) {
        switch (decision) {
            case Admit admit -> admit(edition, admit);
            case Hold hold -> hold(edition, null, hold);
        }
    }

    private void admit(Edition edition, Admit admit) {
        if (states.admit(edition.id(), admit.warning()) && admit.warning() != null) {
            log.warn("edition {}: {}", edition.id(), admit.warning());
        }
    }

    private void hold(Edition edition, @Nullable Instant waveDue, Hold hold) {
        if (states.hold(edition.id(), waveDue, hold.reason())) {
            log.error("edition {} held: {}", edition.id(), hold.reason());
        }
    }

    /** The audience is judged once, before the first wave. */
    private void checkWaves(Edition edition, Digest digest, GateState state, List<PlannedWave> all) {
        Instant now = clock.instant();
        List<PlannedWave> due = all.stream()
                .filter(wave -> !wave.admitted() && !wave.wave().due().isAfter(now))
                .toList();
        GateDecision decision = Admit.USUAL;
        if (!due.isEmpty() && !state.admitted()) {
            decision = state.forced() ? Admit.USUAL : brakes.judgeAudience(edition, digest);
            record(edition, decision);
        }
        WaveZones zones = new WaveZones(all);
        for (PlannedWave wave : due) {
            if (decision instanceof Admit) {
                decision = state.forced() ? Admit.USUAL : brakes.judgeContents(edition, digest, zones.of(wave));
                record(edition, wave, decision);
            }
        }
    }

    private void record(Edition edition, PlannedWave wave, GateDecision decision) {
        switch (decision) {
            case Admit admit -> states.admitWave(edition.id(), wave.wave().due());
            case Hold hold -> hold(edition, wave.wave().due(), hold);
        }
    }
}

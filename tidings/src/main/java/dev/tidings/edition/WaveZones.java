package dev.tidings.edition;

import dev.tidings.audience.Recipient;
import dev.tidings.digest.Wave;
import dev.tidings.edition.Waves.PlannedWave;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which recipients an edition's waves have. */
final class WaveZones {
    private final Set<String> known = new HashSet<>();

    WaveZones(List<PlannedWave> waves) {
        waves.forEach(wave -> known.addAll(wave.wave().zones()));
        known.remove(Wave.NO_ZONE);
    }

    /** All zones that the waves have, without that of users of no known zone. */
    Set<String> known() {
        return known;
    }

    /** Whether a recipient is in one of these waves, by its current zone. */
    Predicate<Recipient> of(List<PlannedWave> waves) {
        Set<String> zones = new HashSet<>();
        waves.forEach(wave -> zones.addAll(wave.wave().zones()));
        return recipient -> {
            String zone = recipient.timeZone();
            return zones.contains(zone != null && known.contains(zone) ? zone : Wave.NO_ZONE);
        };
    }
}

package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Audience.ZoneMove;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Wave;
import dev.tidings.edition.Waves.PlannedWave;
import dev.tidings.ledger.Chunks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds who belongs to a wave, zone by zone. A user whose zone has changed lately may have had their turn already, or have
 * missed it: these come last, each looked up among those who are in the edition.
 */
@Component
class WaveRecipients {
    private final Audience audience;
    private final Chunks chunks;

    WaveRecipients(Audience audience, Chunks chunks) {
        this.audience = audience;
        this.chunks = chunks;
    }

    /**
     * The next recipients of a wave.
     *
     * @param zones how many zones of the wave they come to the end of, counted from its first
     * @param plannedThrough the last user of the zone after those, or null
     * @param last whether the wave has no more
     */
    record WavePage(
            List<String> userIds, int zones, @Nullable String plannedThrough, boolean last) {}

    /** @param waves the edition's, of which the current one is one */
    WavePage nextPage(Digest digest, long editionId, List<PlannedWave> waves, PlannedWave current, int limit) {
        List<String> zones = current.wave().zones();
        int zone = current.plannedZones();
        String through = current.plannedThrough();
        Set<String> inhabited = new HashSet<>(audience.zonesInUse(zones.subList(zone, zones.size())));
        List<String> found = new ArrayList<>(limit);
        for (; zone < zones.size(); zone++) {
            int room = limit - found.size();
            List<String> page = page(digest, waves, zones.get(zone), inhabited, through, room);
            found.addAll(page);
            if (page.size() == room) {
                return new WavePage(found, zone, page.getLast(), false);
            }
            through = null;
        }
        int room = limit - found.size();
        List<ZoneMove> moved = audience.listMoved(digest, through, room);
        found.addAll(missed(moved, editionId, waves, current));
        String last = moved.isEmpty() ? null : moved.getLast().userId();
        return new WavePage(found, zone, last, moved.size() < room);
    }

    private List<String> page(
            Digest digest,
            List<PlannedWave> waves,
            String zone,
            Set<String> inhabited,
            @Nullable String through,
            int room) {
        if (zone.equals(Wave.NO_ZONE)) {
            return audience.listDueOutsideZones(digest, knownZones(waves), through, room);
        }
        return inhabited.contains(zone) ? audience.listDueInZone(digest, zone, through, room) : List.of();
    }

    /** Those of the users whose turn has come, where they are now, and who have not had it. */
    private List<String> missed(List<ZoneMove> moved, long editionId, List<PlannedWave> waves, PlannedWave current) {
        Set<String> known = new HashSet<>(knownZones(waves));
        Set<String> due = new HashSet<>(zones(waves.subList(0, waves.indexOf(current) + 1)));
        List<String> here = moved.stream()
                .filter(user -> due.contains(known.contains(user.timeZone()) ? user.timeZone() : Wave.NO_ZONE))
                .map(ZoneMove::userId)
                .toList();
        Set<String> members = here.isEmpty() ? Set.of() : chunks.membersAmong(editionId, here);
        return here.stream().filter(user -> !members.contains(user)).toList();
    }

    private static List<String> knownZones(List<PlannedWave> waves) {
        return zones(waves).stream().filter(zone -> !zone.equals(Wave.NO_ZONE)).toList();
    }

    private static List<String> zones(List<PlannedWave> waves) {
        return waves.stream().flatMap(wave -> wave.wave().zones().stream()).toList();
    }
}

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
 * Finds the recipients of an edition, page by page; those of a wave zone by zone. A user whose zone changed recently may
 * have been in an earlier wave already or have missed it. These users come last, and each is checked against the
 * edition's members.
 */
@Component
class EditionRecipients {
    private final Audience audience;
    private final Chunks chunks;

    EditionRecipients(Audience audience, Chunks chunks) {
        this.audience = audience;
        this.chunks = chunks;
    }

    /**
     * The next recipients of a wave.
     *
     * @param zones number of zones completed, counted from the wave's first
     * @param plannedThrough last planned user of the following zone, or null
     * @param last whether this is the wave's last page
     */
    record WavePage(
            List<String> userIds, int zones, @Nullable String plannedThrough, boolean last) {}

    /** The next recipients of an edition without waves, after this user. None if there are no more. */
    List<String> nextPage(Digest digest, @Nullable String afterUserId, int limit) {
        return audience.listDue(digest, afterUserId, limit);
    }

    /** Forgets earlier changes of zones, before the first wave. */
    void clearZoneMoves() {
        audience.clearZoneMoves();
    }

    /** @param waves all waves of the edition, including the current one */
    WavePage nextPage(Digest digest, long editionId, List<PlannedWave> waves, PlannedWave current, int limit) {
        List<String> zones = current.wave().zones();
        int zone = current.plannedZones();
        String through = current.plannedThrough();
        Set<String> zonesInUse = new HashSet<>(audience.zonesInUse(zones.subList(zone, zones.size())));
        List<String> found = new ArrayList<>(limit);
        for (; zone < zones.size(); zone++) {
            int remaining = limit - found.size();
            List<String> page = page(digest, waves, zones.get(zone), zonesInUse, through, remaining);
            found.addAll(page);
            if (page.size() == remaining) {
                return new WavePage(found, zone, page.getLast(), false);
            }
            through = null;
        }
        int remaining = limit - found.size();
        List<ZoneMove> moved = audience.listMoved(digest, through, remaining);
        found.addAll(missed(moved, editionId, waves, current));
        String last = moved.isEmpty() ? null : moved.getLast().userId();
        return new WavePage(found, zone, last, moved.size() < remaining);
    }

    private List<String> page(
            Digest digest,
            List<PlannedWave> waves,
            String zone,
            Set<String> zonesInUse,
            @Nullable String through,
            int remaining) {
        if (zone.equals(Wave.NO_ZONE)) {
            return audience.listDueOutsideZones(digest, knownZones(waves), through, remaining);
        }
        return zonesInUse.contains(zone) ? audience.listDueInZone(digest, zone, through, remaining) : List.of();
    }

    /** Returns users whose current zone is due and who are not in the edition yet. */
    private List<String> missed(List<ZoneMove> moved, long editionId, List<PlannedWave> waves, PlannedWave current) {
        Set<String> known = new HashSet<>(knownZones(waves));
        Set<String> due = new HashSet<>(zones(waves.stream()
                .filter(wave -> wave.planned() || wave.equals(current))
                .toList()));
        List<String> dueUsers = moved.stream()
                .filter(user -> due.contains(known.contains(user.timeZone()) ? user.timeZone() : Wave.NO_ZONE))
                .map(ZoneMove::userId)
                .toList();
        Set<String> members = dueUsers.isEmpty() ? Set.of() : chunks.membersAmong(editionId, dueUsers);
        return dueUsers.stream().filter(user -> !members.contains(user)).toList();
    }

    private static List<String> knownZones(List<PlannedWave> waves) {
        return zones(waves).stream().filter(zone -> !zone.equals(Wave.NO_ZONE)).toList();
    }

    private static List<String> zones(List<PlannedWave> waves) {
        return waves.stream().flatMap(wave -> wave.wave().zones().stream()).toList();
    }
}

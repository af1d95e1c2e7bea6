package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.Audience.AudiencePage;
import dev.tidings.audience.Audience.ZoneMove;
import dev.tidings.audience.UserSample;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Wave;
import dev.tidings.edition.Waves.PlannedWave;
import dev.tidings.ledger.CanaryLetters;
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
    private final CanaryLetters canaryLetters;

    EditionRecipients(Audience audience, Chunks chunks, CanaryLetters canaryLetters) {
        this.audience = audience;
        this.chunks = chunks;
        this.canaryLetters = canaryLetters;
    }

    /**
     * Which recipients are planned.
     *
     * @param sample only users of this sample; null for all
     * @param withoutSample whether users are left out who are in the edition's sample
     */
    record Selection(Digest digest, @Nullable UserSample sample, boolean withoutSample) {}

    /**
     * The next recipients of an edition without waves.
     *
     * @param plannedThrough the last user that was looked at; null if there are no more
     */
    record RecipientPage(List<String> userIds, @Nullable String plannedThrough) {}

    /**
     * The next recipients of a wave.
     *
     * @param zones number of zones completed, counted from the wave's first
     * @param plannedThrough last planned user of the following zone, or null
     * @param last whether this is the wave's last page
     */
    record WavePage(
            List<String> userIds, int zones, @Nullable String plannedThrough, boolean last) {}

    /** The next recipients of an edition without waves, after this user. */
    RecipientPage nextPage(long editionId, Selection selection, @Nullable String afterUserId, int limit) {
        List<String> due =
                audience.listDue(new AudiencePage(selection.digest(), afterUserId, limit, selection.sample()));
        return due.isEmpty()
                ? new RecipientPage(due, null)
                : new RecipientPage(remaining(editionId, selection, due), due.getLast());
    }

    private List<String> remaining(long editionId, Selection selection, List<String> userIds) {
        if (!selection.withoutSample()) {
            return userIds;
        }
        Set<String> sampled = canaryLetters.membersAmong(editionId, userIds);
        return userIds.stream().filter(user -> !sampled.contains(user)).toList();
    }

    /** Forgets earlier changes of zones, before the first wave. */
    void clearZoneMoves() {
        audience.clearZoneMoves();
    }

    /** @param waves all waves of the edition, including the current one */
    WavePage nextPage(long editionId, Selection selection, List<PlannedWave> waves, PlannedWave current, int limit) {
        List<String> zones = current.wave().zones();
        int zone = current.plannedZones();
        String through = current.plannedThrough();
        Set<String> zonesInUse = new HashSet<>(audience.zonesInUse(zones.subList(zone, zones.size())));
        List<String> found = new ArrayList<>(limit);
        for (; zone < zones.size(); zone++) {
            int remaining = limit - found.size();
            AudiencePage query = new AudiencePage(selection.digest(), through, remaining, selection.sample());
            List<String> page = page(query, waves, zones.get(zone), zonesInUse);
            found.addAll(remaining(editionId, selection, page));
            if (page.size() == remaining) {
                return new WavePage(found, zone, page.getLast(), false);
            }
            through = null;
        }
        if (selection.sample() != null) {
            return new WavePage(found, zone, null, true);
        }
        int remaining = limit - found.size();
        List<ZoneMove> moved = audience.listMoved(selection.digest(), through, remaining);
        found.addAll(missed(moved, editionId, waves, current));
        String last = moved.isEmpty() ? null : moved.getLast().userId();
        return new WavePage(found, zone, last, moved.size() < remaining);
    }

    private List<String> page(AudiencePage query, List<PlannedWave> waves, String zone, Set<String> zonesInUse) {
        if (zone.equals(Wave.NO_ZONE)) {
            return audience.listDueOutsideZones(query, knownZones(waves));
        }
        return zonesInUse.contains(zone) ? audience.listDueInZone(query, zone) : List.of();
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

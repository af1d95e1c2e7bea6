package dev.tidings.recommender;

import dev.tidings.audience.Recipient;
import dev.tidings.audience.Users;
import dev.tidings.recommender.ReaderHistoryQueries.EarlierPick;
import dev.tidings.recommender.ReaderHistoryQueries.ReaderFeedback;
import dev.tidings.recommender.ranking.Impression;
import dev.tidings.recommender.ranking.Interaction;
import dev.tidings.recommender.ranking.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Loads readers with their declared interests, zones, impressions and interactions. */
@Component
class ReaderLoader {
    private final Users users;
    private final ReaderHistoryQueries historyQueries;
    private final DeclaredInterestsReader interestsReader = new DeclaredInterestsReader();

    ReaderLoader(Users users, ReaderHistoryQueries historyQueries) {
        this.users = users;
        this.historyQueries = historyQueries;
    }

    /** @param fallback the zone of readers without a valid zone */
    List<Reader> load(List<Recipient> recipients, ZoneId fallback) {
        List<String> ids = recipients.stream().map(Recipient::userId).toList();
        Map<String, String> profilesById = users.profiles(ids);
        Map<String, Instant> resets = historyQueries.resets(ids);
        Map<String, List<EarlierPick>> picks =
                historyQueries.earlierPicks(ids).stream().collect(Collectors.groupingBy(EarlierPick::userId));
        Map<String, List<ReaderFeedback>> feedback =
                historyQueries.feedback(ids).stream().collect(Collectors.groupingBy(ReaderFeedback::userId));
        return recipients.stream()
                .map(recipient -> {
                    String id = recipient.userId();
                    ReaderHistory history =
                            new ReaderHistory(picks.getOrDefault(id, List.of()), feedback.getOrDefault(id, List.of()));
                    Instant since = resets.getOrDefault(id, Instant.MIN);
                    return new Reader(
                            id,
                            zone(recipient, fallback),
                            interestsReader.read(profilesById.get(id)),
                            history.interactions(since),
                            history.impressions(since),
                            history.receivedOrInteracted());
                })
                .toList();
    }

    static ZoneId zone(Recipient recipient, ZoneId fallback) {
        String zone = recipient.timeZone();
        try {
            return zone == null ? fallback : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return fallback;
        }
    }

    private record ReaderHistory(List<EarlierPick> picks, List<ReaderFeedback> feedback) {

        List<Interaction> interactions(Instant since) {
            return feedback.stream()
                    .map(ReaderFeedback::interaction)
                    .filter(Objects::nonNull)
                    .filter(interaction -> !interaction.occurredAt().isBefore(since))
                    .toList();
        }

        /** A letter counts as seen if its reader interacted with any of its items. */
        List<Impression> impressions(Instant since) {
            Set<String> interactedIds = feedback.stream()
                    .filter(event -> event.interaction() != null)
                    .map(ReaderFeedback::opportunityId)
                    .collect(Collectors.toSet());
            Set<String> seen = picks.stream()
                    .filter(pick -> interactedIds.contains(pick.opportunityId()))
                    .map(ReaderHistory::letterKey)
                    .collect(Collectors.toSet());
            return picks.stream()
                    .filter(pick -> !pick.pickedAt().isBefore(since))
                    .map(pick -> new Impression(pick.opportunityId(), pick.pickedAt(), seen.contains(letterKey(pick))))
                    .toList();
        }

        /** All opportunities that were ever sent to the reader or have feedback. */
        Set<String> receivedOrInteracted() {
            Set<String> excluded = new HashSet<>();
            picks.forEach(pick -> excluded.add(pick.opportunityId()));
            feedback.forEach(event -> excluded.add(event.opportunityId()));
            return excluded;
        }

        private static String letterKey(EarlierPick pick) {
            return pick.digest() + "/" + pick.periodStart();
        }
    }
}

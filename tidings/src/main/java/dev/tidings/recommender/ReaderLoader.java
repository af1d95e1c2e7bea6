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

/** Recipients as the bot knows them: their profile, their zone, what they were shown and what they did with it. */
@Component
class ReaderLoader {
    private final Users users;
    private final ReaderHistoryQueries rows;
    private final DeclaredInterestsReader profiles = new DeclaredInterestsReader();

    ReaderLoader(Users users, ReaderHistoryQueries rows) {
        this.users = users;
        this.rows = rows;
    }

    /** @param fallback the zone of readers who have none, or none that the tz database knows */
    List<Reader> load(List<Recipient> recipients, ZoneId fallback) {
        List<String> ids = recipients.stream().map(Recipient::userId).toList();
        Map<String, String> profileOf = users.profiles(ids);
        Map<String, Instant> resets = rows.resets(ids);
        Map<String, List<EarlierPick>> picked =
                rows.earlierPicks(ids).stream().collect(Collectors.groupingBy(EarlierPick::userId));
        Map<String, List<ReaderFeedback>> feedback =
                rows.feedback(ids).stream().collect(Collectors.groupingBy(ReaderFeedback::userId));
        return recipients.stream()
                .map(recipient -> {
                    String id = recipient.userId();
                    ReaderHistory history =
                            new ReaderHistory(picked.getOrDefault(id, List.of()), feedback.getOrDefault(id, List.of()));
                    Instant since = resets.getOrDefault(id, Instant.MIN);
                    return new Reader(
                            id,
                            zone(recipient, fallback),
                            profiles.read(profileOf.get(id)),
                            history.interactions(since),
                            history.impressions(since),
                            history.receivedOrRated());
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

    private record ReaderHistory(List<EarlierPick> picked, List<ReaderFeedback> feedback) {

        List<Interaction> interactions(Instant since) {
            return feedback.stream()
                    .map(ReaderFeedback::interaction)
                    .filter(Objects::nonNull)
                    .filter(reaction -> !reaction.occurredAt().isBefore(since))
                    .toList();
        }

        /** A letter was seen if its reader did anything with any of its items. */
        List<Impression> impressions(Instant since) {
            Set<String> touched = feedback.stream()
                    .filter(each -> each.interaction() != null)
                    .map(ReaderFeedback::opportunityId)
                    .collect(Collectors.toSet());
            Set<String> seen = picked.stream()
                    .filter(pick -> touched.contains(pick.opportunityId()))
                    .map(ReaderHistory::letterKey)
                    .collect(Collectors.toSet());
            return picked.stream()
                    .filter(pick -> !pick.pickedAt().isBefore(since))
                    .map(pick -> new Impression(pick.opportunityId(), pick.pickedAt(), seen.contains(letterKey(pick))))
                    .toList();
        }

        /** Everything that the reader ever got or touched. */
        Set<String> receivedOrRated() {
            Set<String> known = new HashSet<>();
            picked.forEach(pick -> known.add(pick.opportunityId()));
            feedback.forEach(each -> known.add(each.opportunityId()));
            return known;
        }

        private static String letterKey(EarlierPick pick) {
            return pick.digest() + "/" + pick.periodStart();
        }
    }
}

package dev.tidings.content.recommendation;

import dev.tidings.audience.Recipient;
import dev.tidings.audience.Users;
import dev.tidings.content.recommendation.ReaderRows.Feedback;
import dev.tidings.content.recommendation.ReaderRows.Picked;
import dev.tidings.content.recommendation.bot.Reaction;
import dev.tidings.content.recommendation.bot.Reader;
import dev.tidings.content.recommendation.bot.Shown;
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
class Readers {
    private final Users users;
    private final ReaderRows rows;
    private final ProfileReader profiles = new ProfileReader();

    Readers(Users users, ReaderRows rows) {
        this.users = users;
        this.rows = rows;
    }

    /** @param fallback the zone of readers who have none, or none that the tz database knows */
    List<Reader> of(List<Recipient> recipients, ZoneId fallback) {
        List<String> ids = recipients.stream().map(Recipient::userId).toList();
        Map<String, String> profileOf = users.profiles(ids);
        Map<String, Instant> resets = rows.resets(ids);
        Map<String, List<Picked>> picked = rows.picked(ids).stream().collect(Collectors.groupingBy(Picked::userId));
        Map<String, List<Feedback>> feedback =
                rows.feedback(ids).stream().collect(Collectors.groupingBy(Feedback::userId));
        return recipients.stream()
                .map(recipient -> {
                    String id = recipient.userId();
                    History history =
                            new History(picked.getOrDefault(id, List.of()), feedback.getOrDefault(id, List.of()));
                    Instant since = resets.getOrDefault(id, Instant.MIN);
                    return new Reader(
                            id,
                            zone(recipient, fallback),
                            profiles.read(profileOf.get(id)),
                            history.reactions(since),
                            history.shown(since),
                            history.known());
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

    private record History(List<Picked> picked, List<Feedback> feedback) {

        List<Reaction> reactions(Instant since) {
            return feedback.stream()
                    .map(Feedback::reaction)
                    .filter(Objects::nonNull)
                    .filter(reaction -> !reaction.at().isBefore(since))
                    .toList();
        }

        /** A letter was seen if its reader did anything with any of its items. */
        List<Shown> shown(Instant since) {
            Set<String> touched = feedback.stream()
                    .filter(each -> each.reaction() != null)
                    .map(Feedback::opportunityId)
                    .collect(Collectors.toSet());
            Set<String> seen = picked.stream()
                    .filter(pick -> touched.contains(pick.opportunityId()))
                    .map(History::letter)
                    .collect(Collectors.toSet());
            return picked.stream()
                    .filter(pick -> !pick.at().isBefore(since))
                    .map(pick -> new Shown(pick.opportunityId(), pick.at(), seen.contains(letter(pick))))
                    .toList();
        }

        /** Everything that the reader ever got or touched. */
        Set<String> known() {
            Set<String> known = new HashSet<>();
            picked.forEach(pick -> known.add(pick.opportunityId()));
            feedback.forEach(each -> known.add(each.opportunityId()));
            return known;
        }

        private static String letter(Picked pick) {
            return pick.digest() + "/" + pick.periodStart();
        }
    }
}

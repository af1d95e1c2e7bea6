package dev.tidings.bench;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.recommender.ranking.DeclaredInterests;
import dev.tidings.recommender.ranking.Impression;
import dev.tidings.recommender.ranking.Interaction;
import dev.tidings.recommender.ranking.Reader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Generates opportunities about 300 subjects with a vocabulary of 20,000 words, and readers with half a year of
 * letters: 130 items shown, 0 to 30 liked. Every run gets the same ones.
 */
final class RecommenderWorkload {
    static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");

    private static final int SUBJECTS = 300;
    private static final int VOCABULARY = 20_000;
    private static final int WORDS_PER_TEXT = 80;
    private static final int SHOWN_PER_READER = 130;
    private static final int MAX_LIKED = 30;
    private static final List<String> TYPES = List.of("residency", "grant", "open call", "prize", "commission");
    private static final List<String> PLACES =
            List.of("Berlin, Germany", "Paris, France", "Lisbon, Portugal", "Online");

    private final List<Opportunity> opportunities = new ArrayList<>();

    RecommenderWorkload(int items) {
        for (int i = 0; i < items; i++) {
            opportunities.add(opportunity(i));
        }
    }

    List<Opportunity> opportunities() {
        return opportunities;
    }

    private static Opportunity opportunity(int number) {
        SplittableRandom random = new SplittableRandom(number);
        int subject = random.nextInt(SUBJECTS);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS_PER_TEXT; i++) {
            // Half of the words belong to the subject. The others come from the whole vocabulary, common ones more
            // often.
            double uniform = random.nextDouble();
            int word =
                    random.nextBoolean() ? subject * 60 + random.nextInt(60) : (int) (VOCABULARY * uniform * uniform);
            text.append("word").append(word).append(' ');
        }
        return new Opportunity(
                "o" + number,
                "Opportunity " + number,
                text.toString(),
                "https://example.org/" + number,
                "Organization " + random.nextInt(2_000),
                "source " + random.nextInt(50),
                new Deadline(LocalDate.of(2026, 11, 24).plusDays(random.nextInt(120)), null),
                List.of("subject" + subject, "subject" + random.nextInt(SUBJECTS)),
                List.of("discipline" + subject % 12),
                TYPES.get(random.nextInt(TYPES.size())),
                PLACES.get(random.nextInt(PLACES.size())),
                BigDecimal.valueOf(random.nextInt(4) * 10L),
                "EUR",
                null,
                null,
                random.nextInt(5) == 0,
                "en",
                MONDAY.minus(Duration.ofDays(random.nextInt(60))),
                Opportunity.OpportunityStatus.LIVE,
                null);
    }

    Reader reader(int number) {
        SplittableRandom random = new SplittableRandom(-1L - number);
        Set<String> excluded = new HashSet<>();
        List<Impression> shown = new ArrayList<>();
        List<Interaction> interactions = new ArrayList<>();
        int liked = random.nextInt(MAX_LIKED + 1);
        for (int i = 0; i < Math.min(SHOWN_PER_READER, opportunities.size() / 2); i++) {
            String id = "o" + random.nextInt(opportunities.size());
            Instant at = MONDAY.minus(Duration.ofDays(7L * (1 + i / 5)));
            if (excluded.add(id)) {
                shown.add(new Impression(id, at, true));
                if (interactions.size() < liked && random.nextInt(4) == 0) {
                    interactions.add(
                            new Interaction(id, Interaction.InteractionKind.CLICKED, 0, at.plusSeconds(7_200)));
                }
            }
        }
        return new Reader("u" + number, ZoneId.of("Europe/Berlin"), profile(random), interactions, shown, excluded);
    }

    private static DeclaredInterests profile(SplittableRandom random) {
        return new DeclaredInterests(
                List.of("discipline" + random.nextInt(12)),
                List.of("subject" + random.nextInt(SUBJECTS), "subject" + random.nextInt(SUBJECTS)),
                random.nextBoolean() ? List.of() : List.of("Germany", "Lisbon"),
                "emerging",
                random.nextBoolean() ? null : BigDecimal.valueOf(20),
                List.of("en", "de"));
    }
}

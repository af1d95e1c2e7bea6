package dev.tidings.recommender;

import dev.tidings.content.Content;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One reader's opportunities as a letter shows them: the tree of fields that templates name. */
final class RecommendationContent {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final List<String> NUMBERS =
            List.of("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");

    private final String periodLabel;
    private final DeadlineFormat deadlines;

    /** @param deadlines of this letter's day, in its reader's zone */
    RecommendationContent(DigestPeriod period, DeadlineFormat deadlines) {
        this.periodLabel = "Week of " + DAY.format(period.end().plusDays(1));
        this.deadlines = deadlines;
    }

    /** @param reason why the reader gets it, a sentence */
    record PickedItem(Opportunity opportunity, String reason) {}

    /** @param items at least one */
    Content of(String accountId, List<PickedItem> items) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("headline", headline(items));
        fields.put("items", items.stream().map(this::item).toList());
        fields.put("account_id", accountId);
        fields.put("period_label", periodLabel);
        return new Content(items.size(), preheader(items), fields);
    }

    private Map<String, @Nullable Object> item(PickedItem item) {
        Opportunity opportunity = item.opportunity();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", opportunity.id());
        fields.put("url", opportunity.url());
        fields.put("title", opportunity.title());
        fields.put("kind", OpportunityFormat.kind(opportunity));
        fields.put("who_where", OpportunityFormat.whoAndWhere(opportunity));
        fields.put("deadline", deadlines.format(opportunity.deadline()));
        fields.put("terms", terms(opportunity));
        fields.put("reason", item.reason());
        return fields;
    }

    /** "Free to apply · Award: €5,000 and a studio". */
    private static String terms(Opportunity opportunity) {
        return Stream.of(OpportunityFormat.fee(opportunity), OpportunityFormat.award(opportunity))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private String headline(List<PickedItem> items) {
        String count = items.size() == 1
                ? "One opportunity picked for you"
                : number(items.size()) + " opportunities picked for you";
        return firstDeadline(items)
                .map(first -> count
                        + (items.size() == 1 ? ", it closes " : ", the first closes ")
                        + DeadlineFormat.daysText(deadlines.daysUntil(first)))
                .orElse(count);
    }

    private String preheader(List<PickedItem> items) {
        String first = items.getFirst().opportunity().title();
        String more =
                items.size() == 1 ? "" : ", and " + number(items.size() - 1).toLowerCase(Locale.ROOT) + " more";
        return firstDeadline(items)
                .map(deadline -> first + more + "; first deadline " + deadlines.date(deadline))
                .orElse(first + more);
    }

    private Optional<Deadline> firstDeadline(List<PickedItem> items) {
        return items.stream()
                .map(item -> item.opportunity().deadline())
                .filter(Objects::nonNull)
                .min(Comparator.comparing((Deadline deadline) -> deadline.dateIn(deadlines.zone())));
    }

    private static String number(int number) {
        return number < NUMBERS.size() ? NUMBERS.get(number) : Integer.toString(number);
    }
}

package dev.tidings.content.recommendation;

import dev.tidings.content.Content;
import dev.tidings.content.recommendation.bot.Deadline;
import dev.tidings.content.recommendation.bot.Opportunity;
import dev.tidings.digest.DigestPeriod;
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
final class OpportunityLetter {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final List<String> NUMBERS =
            List.of("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");

    private final String periodLabel;
    private final DeadlineText deadlines;

    /** @param deadlines of this letter's day, in its reader's zone */
    OpportunityLetter(DigestPeriod period, DeadlineText deadlines) {
        this.periodLabel = "Week of " + DAY.format(period.end().plusDays(1));
        this.deadlines = deadlines;
    }

    /** @param reason why the reader gets it, a sentence */
    record Item(Opportunity opportunity, String reason) {}

    /** @param items at least one */
    Content of(String accountId, List<Item> items) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("headline", headline(items));
        fields.put("items", items.stream().map(this::item).toList());
        fields.put("account_id", accountId);
        fields.put("period_label", periodLabel);
        return new Content(items.size(), preheader(items), fields);
    }

    private Map<String, @Nullable Object> item(Item item) {
        Opportunity opportunity = item.opportunity();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", opportunity.id());
        fields.put("url", opportunity.url());
        fields.put("title", opportunity.title());
        fields.put("kind", OpportunityText.kind(opportunity));
        fields.put("who_where", OpportunityText.whoAndWhere(opportunity));
        fields.put("deadline", deadlines.of(opportunity.deadline()));
        fields.put("terms", terms(opportunity));
        fields.put("reason", item.reason());
        return fields;
    }

    /** "Free to apply · Award: €5,000 and a studio". */
    private static String terms(Opportunity opportunity) {
        return Stream.of(OpportunityText.fee(opportunity), OpportunityText.award(opportunity))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private String headline(List<Item> items) {
        String count = items.size() == 1
                ? "One opportunity picked for you"
                : number(items.size()) + " opportunities picked for you";
        return firstDeadline(items)
                .map(first -> count
                        + (items.size() == 1 ? ", it closes " : ", the first closes ")
                        + DeadlineText.when(deadlines.daysUntil(first)))
                .orElse(count);
    }

    private String preheader(List<Item> items) {
        String first = items.getFirst().opportunity().title();
        String more =
                items.size() == 1 ? "" : ", and " + number(items.size() - 1).toLowerCase(Locale.ROOT) + " more";
        return firstDeadline(items)
                .map(deadline -> first + more + "; first deadline " + deadlines.date(deadline))
                .orElse(first + more);
    }

    private Optional<Deadline> firstDeadline(List<Item> items) {
        return items.stream()
                .map(item -> item.opportunity().deadline())
                .filter(Objects::nonNull)
                .min(Comparator.comparing((Deadline deadline) -> deadline.dayIn(deadlines.zone())));
    }

    private static String number(int number) {
        return number < NUMBERS.size() ? NUMBERS.get(number) : Integer.toString(number);
    }
}

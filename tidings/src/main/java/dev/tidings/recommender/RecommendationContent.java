package dev.tidings.recommender;

import dev.tidings.content.Content;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.text.MessageCatalog;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of one reader's letter: the fields that templates use. */
final class RecommendationContent {
    private final String periodLabel;
    private final DeadlineFormat deadlines;
    private final OpportunityFormat texts;
    private final MessageCatalog messages;

    /** @param deadlines of this letter's day, in its reader's zone */
    RecommendationContent(DigestPeriod period, DeadlineFormat deadlines, MessageCatalog messages) {
        this.periodLabel = messages.text(
                "opportunities.week",
                "day",
                messages.date("date.short", period.end().plusDays(1)));
        this.deadlines = deadlines;
        this.texts = new OpportunityFormat(messages);
        this.messages = messages;
    }

    /** @param reason why it was picked, as a sentence */
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
        fields.put("kind", texts.kind(opportunity));
        fields.put("who_where", texts.whoAndWhere(opportunity));
        fields.put("deadline", deadlines.format(opportunity.deadline()));
        fields.put("terms", texts.terms(opportunity));
        fields.put("reason", item.reason());
        return fields;
    }

    private String headline(List<PickedItem> items) {
        return firstDeadline(items)
                .map(first -> messages.text(
                        "opportunities.headline.closing", "count", items.size(), "days", deadlines.daysUntil(first)))
                .orElseGet(() -> messages.text("opportunities.headline", "count", items.size()));
    }

    private String preheader(List<PickedItem> items) {
        Optional<String> day = firstDeadline(items).map(deadlines::date);
        return messages.text(
                "opportunities.preheader",
                "title",
                items.getFirst().opportunity().title(),
                "more",
                items.size() - 1,
                "known",
                day.isPresent() ? "yes" : "no",
                "day",
                day.orElse(""));
    }

    private Optional<Deadline> firstDeadline(List<PickedItem> items) {
        return items.stream()
                .map(item -> item.opportunity().deadline())
                .filter(Objects::nonNull)
                .min(Comparator.comparing((Deadline deadline) -> deadline.dateIn(deadlines.zone())));
    }
}

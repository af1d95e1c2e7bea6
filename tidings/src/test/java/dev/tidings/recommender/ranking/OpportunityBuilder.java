package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds an opportunity for a test, with defaults. */
final class OpportunityBuilder {
    static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");
    static final LocalDate LATER = LocalDate.of(2026, 12, 31);

    private String id;
    private String title;
    private @Nullable String description;
    private String source;
    private @Nullable Deadline deadline = new Deadline(LATER, null);
    private List<String> tags = List.of();
    private List<String> disciplines = List.of();
    private @Nullable String type;
    private @Nullable String location;
    private @Nullable BigDecimal fee;
    private @Nullable String feeText;
    private boolean remote;
    private @Nullable String language;
    private @Nullable Instant postedAt = MONDAY.minusSeconds(86_400);
    private OpportunityStatus status = OpportunityStatus.LIVE;
    private @Nullable String duplicateOf;

    private OpportunityBuilder(String id) {
        this.id = id;
        title = "Call " + id;
        source = "source of " + id;
    }

    static OpportunityBuilder named(String id) {
        return new OpportunityBuilder(id);
    }

    OpportunityBuilder title(String text) {
        title = text;
        return this;
    }

    OpportunityBuilder description(String text) {
        description = text;
        return this;
    }

    OpportunityBuilder source(String name) {
        source = name;
        return this;
    }

    OpportunityBuilder deadline(@Nullable Deadline value) {
        deadline = value;
        return this;
    }

    OpportunityBuilder tags(String... value) {
        tags = List.of(value);
        return this;
    }

    OpportunityBuilder disciplines(String... value) {
        disciplines = List.of(value);
        return this;
    }

    OpportunityBuilder type(String value) {
        type = value;
        return this;
    }

    OpportunityBuilder location(String value) {
        location = value;
        return this;
    }

    /** A fee without an amount. */
    OpportunityBuilder feeText(String value) {
        feeText = value;
        return this;
    }

    OpportunityBuilder fee(String value) {
        fee = new BigDecimal(value);
        return this;
    }

    OpportunityBuilder remote() {
        remote = true;
        return this;
    }

    OpportunityBuilder language(String value) {
        language = value;
        return this;
    }

    OpportunityBuilder posted(@Nullable Instant value) {
        postedAt = value;
        return this;
    }

    OpportunityBuilder status(OpportunityStatus value) {
        status = value;
        return this;
    }

    OpportunityBuilder duplicateOf(String value) {
        duplicateOf = value;
        return this;
    }

    Opportunity get() {
        return new Opportunity(
                id,
                title,
                description,
                "https://example.org/" + id,
                null,
                source,
                deadline,
                tags,
                disciplines,
                type,
                location,
                fee,
                fee == null ? null : "EUR",
                feeText,
                null,
                remote,
                language,
                postedAt,
                status,
                duplicateOf);
    }
}

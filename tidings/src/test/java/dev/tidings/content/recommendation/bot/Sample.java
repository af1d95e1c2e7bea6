package dev.tidings.content.recommendation.bot;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An opportunity in the making, with what the test is about. */
final class Sample {
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
    private boolean remote;
    private @Nullable String language;
    private Opportunity.Status status = Opportunity.Status.LIVE;
    private @Nullable String duplicateOf;

    private Sample(String id) {
        this.id = id;
        title = "Call " + id;
        source = "source of " + id;
    }

    static Sample named(String id) {
        return new Sample(id);
    }

    Sample title(String text) {
        title = text;
        return this;
    }

    Sample description(String text) {
        description = text;
        return this;
    }

    Sample source(String name) {
        source = name;
        return this;
    }

    Sample deadline(@Nullable Deadline of) {
        deadline = of;
        return this;
    }

    Sample tags(String... of) {
        tags = List.of(of);
        return this;
    }

    Sample disciplines(String... of) {
        disciplines = List.of(of);
        return this;
    }

    Sample type(String of) {
        type = of;
        return this;
    }

    Sample location(String of) {
        location = of;
        return this;
    }

    Sample fee(String of) {
        fee = new BigDecimal(of);
        return this;
    }

    Sample remote() {
        remote = true;
        return this;
    }

    Sample language(String of) {
        language = of;
        return this;
    }

    Sample status(Opportunity.Status of) {
        status = of;
        return this;
    }

    Sample duplicateOf(String of) {
        duplicateOf = of;
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
                null,
                remote,
                language,
                MONDAY.minusSeconds(86_400),
                status,
                duplicateOf);
    }
}

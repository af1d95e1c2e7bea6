package dev.tidings.api;

import dev.tidings.edition.DeliverySummary;
import dev.tidings.edition.Edition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An edition in API responses. {@code due = sent + skipped + error + owed} always holds. */
@Schema(name = "Edition", description = "One digest for one week. Always due = sent + skipped + error + owed.")
record EditionResponse(
        @Schema(example = "12") long id,
        @Schema(example = "living-lytics") String digest,
        LocalDate periodStart,
        LocalDate periodEnd,

        @Schema(
                description =
                        "open, waiting (for numbers), held (for an operator), paused, stopped (an operator must fix something) or closed",
                example = "open")
        String status,

        @Schema(
                description =
                        "the status with what else matters: stopped, held, paused, waiting, late, reached_nobody, sending,"
                                + " cancelling, cancelled, nobody_due or finished",
                example = "sending")
        String state,

        @Schema(description = "the state in one sentence", example = "807 sent, 90 skipped; sending with 12 pending.")
        String sentence,

        @Schema(description = "recipients found so far", example = "12480")
        long due,

        long sent,
        long skipped,
        long error,
        long owed,

        @Schema(description = "why it is stopped, held or waiting") @Nullable
        String reason,

        @Schema(description = "clock, api, console or command", example = "clock")
        String openedBy,

        @Schema(example = "resend") String transport,
        String templateVersion,
        Instant openedAt,

        @Schema(description = "when the last recipient was known") @Nullable
        Instant plannedAt,

        @Schema(description = "when the last letter was settled") @Nullable
        Instant closedAt,

        @Schema(description = "letters per second over all nodes; null for no limit but the transport's") @Nullable
        Integer rate,

        @Schema(description = "since when letters still owed are skipped") @Nullable
        Instant cancelledAt,

        @Schema(description = "letters still owed after this time are skipped as too late") @Nullable
        Instant sendBy)
        implements EditionListEntry {

    static EditionResponse of(Edition edition, DeliverySummary summary) {
        return new EditionResponse(
                edition.id(),
                edition.digest(),
                edition.period().start(),
                edition.period().end(),
                lowerCase(edition.status()),
                summary.state().code(),
                summary.sentence(),
                edition.progress().due(),
                edition.progress().sent(),
                edition.progress().skipped(),
                edition.progress().error(),
                edition.progress().owed(),
                edition.reason(),
                lowerCase(edition.openedBy()),
                edition.transport(),
                edition.templateVersion(),
                edition.openedAt(),
                edition.plannedAt(),
                edition.closedAt(),
                edition.rate(),
                edition.cancelledAt(),
                edition.sendBy());
    }

    static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.DeliveryState.StateColor;
import dev.tidings.edition.DeliverySummary.StatePart;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeliverySummaryTest {
    private static final Instant NOW = Instant.parse("2026-05-11T15:00:00Z");
    private static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.parse("2026-05-04"));
    private static final EditionProgress PARTLY = new EditionProgress(1333, 807, 90, 2, 434);

    @Test
    void precedenceAndColorsAreFixed() {
        assertThat(Arrays.stream(DeliveryState.values()).map(state -> state.word() + " " + state.color()))
                .containsExactly(
                        "stopped RED",
                        "unreadable RED",
                        "held RED",
                        "paused RED",
                        "waiting AMBER",
                        "late AMBER",
                        "reached nobody AMBER",
                        "sending BLUE",
                        "being cancelled BLUE",
                        "cancelled GRAY",
                        "nobody due GRAY",
                        "finished GREEN",
                        "not started GRAY");
    }

    /** An edition is green only if its letters are settled and at least one was sent. */
    @ParameterizedTest
    @CsvSource({
        "OPEN, false, 10, 4, false, false, SENDING",
        "OPEN, false, 10, 4, true, true, WAITING",
        "OPEN, false, 10, 4, false, true, LATE",
        "OPEN, false, 0, 0, true, false, SENDING",
        "OPEN, true, 10, 4, true, true, CANCELLING",
        "WAITING, false, 10, 4, false, true, WAITING",
        "HELD, false, 10, 4, true, true, HELD",
        "PAUSED, false, 10, 4, true, true, PAUSED",
        "STOPPED, false, 10, 4, true, true, STOPPED",
        "STOPPED, true, 10, 4, false, false, STOPPED",
        "CLOSED, false, 10, 10, false, true, FINISHED",
        "CLOSED, false, 10, 0, false, false, REACHED_NOBODY",
        "CLOSED, true, 10, 0, false, false, CANCELLED",
        "CLOSED, true, 10, 4, false, false, CANCELLED",
        "CLOSED, false, 0, 0, false, false, NOBODY_DUE"
    })
    void stateOfAnEdition(
            EditionStatus status,
            boolean cancelled,
            long due,
            long sent,
            boolean transportFails,
            boolean late,
            DeliveryState expected) {
        long rest = due - sent;
        EditionProgress progress = status == EditionStatus.CLOSED
                ? new EditionProgress(due, sent, rest, 0, 0)
                : new EditionProgress(due, sent, 0, 0, rest);
        assertThat(DeliveryState.of(edition(status, cancelled, progress), transportFails, late))
                .isEqualTo(expected);
    }

    @Test
    void sentenceOfAnEditionHasItsCountsStateAndReason() {
        assertThat(sentence(DeliveryState.PAUSED, PARTLY, null))
                .isEqualTo("807 sent, 90 skipped, 2 failed; paused with 434 pending.");
        assertThat(sentence(DeliveryState.STOPPED, new EditionProgress(1, 0, 0, 0, 1), "The key is wrong."))
                .isEqualTo("0 sent; stopped with 1 pending: The key is wrong.");
        assertThat(sentence(DeliveryState.FINISHED, new EditionProgress(12480, 12480, 0, 0, 0), null))
                .isEqualTo("12,480 sent; finished.");
        assertThat(sentence(DeliveryState.REACHED_NOBODY, new EditionProgress(92, 0, 90, 2, 0), null))
                .isEqualTo("0 sent, 90 skipped, 2 failed; reached nobody.");
        assertThat(sentence(DeliveryState.NOBODY_DUE, DeliverySummary.NONE, null))
                .isEqualTo("Nobody was due a letter of News.");
        assertThat(sentence(DeliveryState.SENDING, DeliverySummary.NONE, null)).isEqualTo("0 sent; sending.");
        assertThat(DeliverySummary.of(StatePart.unreadable(new UnreadableEdition(4, "weekly", "its status is odd")))
                        .sentence())
                .isEqualTo("Edition 4 of weekly cannot be read: its status is odd.");
    }

    @Test
    void sentenceOfTheInstallationIsTrueByItsWorstPart() {
        StatePart finished = part(DeliveryState.FINISHED, "News", new EditionProgress(700, 700, 0, 0, 0));
        StatePart sending = part(DeliveryState.SENDING, "Calls", new EditionProgress(30, 10, 0, 0, 20));
        StatePart paused = part(DeliveryState.PAUSED, "Numbers", PARTLY);

        assertThat(DeliverySummary.of(List.of(finished, sending, paused)).sentence())
                .isEqualTo(
                        "1,517 sent, 90 skipped, 2 failed; Numbers paused with 434 pending, 1 sending with 20 pending.");
        assertThat(DeliverySummary.of(List.of(finished, StatePart.missing("Calls", WEEK)))
                        .sentence())
                .isEqualTo("700 sent; Calls did not go out.");
        assertThat(DeliverySummary.of(List.of(StatePart.missing("Calls", WEEK))).sentence())
                .isEqualTo("Calls did not go out.");
        assertThat(DeliverySummary.of(List.of(finished, finished)).sentence()).isEqualTo("1,400 sent; finished.");
        assertThat(DeliverySummary.of(List.of(finished, part(DeliveryState.NOBODY_DUE, "Calls", DeliverySummary.NONE)))
                        .sentence())
                .isEqualTo("700 sent; nobody was due a letter of Calls.");
        assertThat(DeliverySummary.of(List.of()).sentence()).isEqualTo("Nothing was sent yet.");
        assertThat(DeliverySummary.of(List.of(paused)).refused().state()).isEqualTo(DeliveryState.STOPPED);
    }

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void installationHasTheWorstStateWhateverTheOrder(DeliveryState worst) {
        List<StatePart> parts = Arrays.stream(DeliveryState.values())
                .filter(state -> state.compareTo(worst) >= 0)
                .map(state -> part(state, state.word(), PARTLY))
                .toList();
        assertThat(DeliverySummary.of(parts).state()).isEqualTo(worst);
        assertThat(DeliverySummary.of(parts.reversed()).state()).isEqualTo(worst);
        assertThat(Collections.max(
                        parts.stream().map(part -> part.state().color().level()).toList()))
                .as("no part has a worse color than the whole")
                .isEqualTo(worst.color().level());
        assertThat(worst.color() == StateColor.GREEN).isEqualTo(worst == DeliveryState.FINISHED);
    }

    private static String sentence(DeliveryState state, EditionProgress progress, @Nullable String detail) {
        return DeliverySummary.of(StatePart.of(edition(EditionStatus.OPEN, false, progress), state, "News", detail))
                .sentence();
    }

    private static StatePart part(DeliveryState state, String title, EditionProgress progress) {
        return StatePart.of(edition(EditionStatus.OPEN, false, progress), state, title, null);
    }

    private static Edition edition(EditionStatus status, boolean cancelled, EditionProgress progress) {
        return new Edition(
                1,
                "news",
                WEEK,
                status,
                null,
                OpenedBy.CLOCK,
                "outbox",
                "hash",
                null,
                NOW,
                NOW,
                status == EditionStatus.CLOSED ? NOW : null,
                null,
                cancelled ? NOW : null,
                null,
                progress);
    }
}

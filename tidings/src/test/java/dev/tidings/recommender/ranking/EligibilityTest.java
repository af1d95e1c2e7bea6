package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.recommender.ranking.Interaction.InteractionKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EligibilityTest {
    private static final SendContext MONDAY = new SendContext("weekly", OpportunityBuilder.MONDAY);

    @ParameterizedTest
    @CsvSource({"2026-11-25, false", "2026-11-26, true"})
    void deadlineWithinThreeDaysIsNotEligible(LocalDate deadline, boolean eligible) {
        assertThat(allows(
                        OpportunityBuilder.named("a").deadline(new Deadline(deadline, null)),
                        reader(DeclaredInterests.EMPTY, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @ParameterizedTest
    @CsvSource({"Asia/Tokyo, true", "America/Los_Angeles, true", "Pacific/Honolulu, false"})
    void daysToTheDeadlineCountInTheReadersZone(ZoneId zone, boolean eligible) {
        // In Honolulu the letter arrives on Sunday and the deadline is Wednesday, 23:00. In Los Angeles it is Thursday,
        // 01:00.
        Instant deadlineTime = Instant.parse("2026-11-26T09:00:00Z");
        SendContext context = new SendContext("weekly", Instant.parse("2026-11-23T10:30:00Z"));
        OpportunityBuilder item =
                OpportunityBuilder.named("a").deadline(new Deadline(LocalDate.of(2026, 11, 26), deadlineTime));
        assertThat(allows(item, reader(DeclaredInterests.EMPTY, zone), context)).isEqualTo(eligible);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T08:59:59Z, true", "2026-11-23T09:00:00Z, false"})
    void deadlineOfTodayEndsAtItsTime(Instant sendTime, boolean eligible) {
        Instant deadlineTime = Instant.parse("2026-11-23T09:00:00Z");
        OpportunityIndex catalog = OpportunityIndex.of(
                List.of(OpportunityBuilder.named("a")
                        .deadline(new Deadline(LocalDate.of(2026, 11, 23), deadlineTime))
                        .get()),
                Map.of());

        assertThat(new Eligibility(
                                catalog,
                                reader(DeclaredInterests.EMPTY, ZoneOffset.UTC),
                                new SendContext("weekly", sendTime),
                                0)
                        .allows(0))
                .isEqualTo(eligible);
    }

    @Test
    void missingDeadlineIsEligible() {
        assertThat(allows(
                        OpportunityBuilder.named("a").deadline(null), reader(DeclaredInterests.EMPTY, ZoneOffset.UTC)))
                .isTrue();
    }

    @Test
    void hiddenAndExpiredItemsAreNotEligible() {
        Reader reader = reader(DeclaredInterests.EMPTY, ZoneOffset.UTC);
        assertThat(allows(OpportunityBuilder.named("a").status(OpportunityStatus.HIDDEN), reader))
                .isFalse();
        assertThat(allows(OpportunityBuilder.named("a").status(OpportunityStatus.EXPIRED), reader))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'Berlin, Germany', 'Berlin', true",
        "'Berlin, Germany', 'Germany', true",
        "'Munich, Germany', 'Berlin, Germany', false",
        "'Germany', 'Berlin, Germany', true",
        "'Worldwide', 'Berlin', true",
        "'São Paulo', 'sao paulo', true",
        "'Paris', 'Berlin', false"
    })
    void locationsMustOverlap(String itemLocation, String declaredLocation, boolean eligible) {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of(declaredLocation), null, null, List.of());
        assertThat(allows(OpportunityBuilder.named("a").location(itemLocation), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void remoteItemIsEligibleEverywhere() {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of("Berlin"), null, null, List.of());
        assertThat(allows(OpportunityBuilder.named("a").location("Paris").remote(), reader(profile, ZoneOffset.UTC)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"20, true", "20.01, false"})
    void feeAboveTheCeilingIsNotEligible(String fee, boolean eligible) {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of(), null, new BigDecimal("20.00"), List.of());
        assertThat(allows(OpportunityBuilder.named("a").fee(fee), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "0.01, true", ", true"})
    void feeTextWithoutAnAmountNeverCountsAsFree(BigDecimal ceiling, boolean eligible) {
        DeclaredInterests profile = new DeclaredInterests(List.of(), List.of(), List.of(), null, ceiling, List.of());
        assertThat(allows(
                        OpportunityBuilder.named("a").feeText("a nominal fee applies"),
                        reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void unknownFeeAndLanguageDoNotExclude() {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of(), null, BigDecimal.ZERO, List.of("de"));
        assertThat(allows(OpportunityBuilder.named("a"), reader(profile, ZoneOffset.UTC)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"de, true", "de-AT, true", "fr, false"})
    void unreadLanguageIsNotEligible(String language, boolean eligible) {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of(), null, null, List.of("de-DE"));
        assertThat(allows(OpportunityBuilder.named("a").language(language), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void duplicatesOfSentOrDismissedItemsAreNotEligible() {
        OpportunityIndex catalog = OpportunityIndex.of(
                List.of(
                        OpportunityBuilder.named("a").get(),
                        OpportunityBuilder.named("b").duplicateOf("a").get(),
                        OpportunityBuilder.named("c").duplicateOf("b").get(),
                        OpportunityBuilder.named("d").duplicateOf("gone").get(),
                        OpportunityBuilder.named("e").get()),
                Map.of());
        Reader reader = new Reader(
                "ada",
                ZoneOffset.UTC,
                DeclaredInterests.EMPTY,
                List.of(new Interaction("e", InteractionKind.DISMISSED, 0, OpportunityBuilder.MONDAY.minusSeconds(60))),
                List.of(new Impression("c", OpportunityBuilder.MONDAY.minusSeconds(600_000), false)),
                Set.of("gone"));
        Eligibility eligibility = new Eligibility(catalog, reader, MONDAY, 3);

        assertThat(Stream.of("a", "b", "c", "d", "e").filter(id -> eligibility.allows(catalog.indexOf(id))))
                .isEmpty();
    }

    /** The report that was sent can be hidden, expired or a duplicate that was found later. */
    @Test
    void originalOfASentDuplicateOutsideTheIndexIsNotEligible() {
        OpportunityIndex catalog = OpportunityIndex.of(
                List.of(
                        OpportunityBuilder.named("original").get(),
                        OpportunityBuilder.named("sibling")
                                .duplicateOf("original")
                                .get(),
                        OpportunityBuilder.named("other").get()),
                Map.of(),
                Map.of("sent", "original", "sibling", "original"));
        Reader reader =
                new Reader("ada", ZoneOffset.UTC, DeclaredInterests.EMPTY, List.of(), List.of(), Set.of("sent"));
        Eligibility eligibility = new Eligibility(catalog, reader, MONDAY, 3);

        assertThat(Stream.of("original", "sibling", "other").filter(id -> eligibility.allows(catalog.indexOf(id))))
                .containsExactly("other");
    }

    private static boolean allows(OpportunityBuilder item, Reader reader) {
        return allows(item, reader, MONDAY);
    }

    private static boolean allows(OpportunityBuilder item, Reader reader, SendContext context) {
        OpportunityIndex catalog = OpportunityIndex.of(List.of(item.get()), Map.of());
        return new Eligibility(catalog, reader, context, 3).allows(0);
    }

    private static Reader reader(DeclaredInterests profile, ZoneId zone) {
        return new Reader("ada", zone, profile, List.of(), List.of(), Set.of());
    }
}

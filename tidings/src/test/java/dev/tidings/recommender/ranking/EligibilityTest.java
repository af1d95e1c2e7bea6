package dev.tidings.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EligibilityTest {
    private static final SendContext MONDAY = new SendContext("weekly", OpportunityBuilder.MONDAY);

    @ParameterizedTest
    @CsvSource({"2026-11-25, false", "2026-11-26, true"})
    void threeDaysMustBeLeft(LocalDate deadline, boolean eligible) {
        assertThat(allows(
                        OpportunityBuilder.named("a").deadline(new Deadline(deadline, null)),
                        reader(DeclaredInterests.EMPTY, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @ParameterizedTest
    @CsvSource({"Asia/Tokyo, true", "America/Los_Angeles, true", "Pacific/Honolulu, false"})
    void daysAreThoseOfTheReadersZone(ZoneId zone, boolean eligible) {
        // In Honolulu the letter comes on Sunday, and this moment is Wednesday, 23:00; in Los Angeles Thursday, 01:00.
        Instant moment = Instant.parse("2026-11-26T09:00:00Z");
        SendContext occasion = new SendContext("weekly", Instant.parse("2026-11-23T10:30:00Z"));
        OpportunityBuilder item =
                OpportunityBuilder.named("a").deadline(new Deadline(LocalDate.of(2026, 11, 26), moment));
        assertThat(allows(item, reader(DeclaredInterests.EMPTY, zone), occasion))
                .isEqualTo(eligible);
    }

    @Test
    void withoutDeadlineThereIsTime() {
        assertThat(allows(
                        OpportunityBuilder.named("a").deadline(null), reader(DeclaredInterests.EMPTY, ZoneOffset.UTC)))
                .isTrue();
    }

    @Test
    void hiddenAndExpiredAreNotOffered() {
        Reader reader = reader(DeclaredInterests.EMPTY, ZoneOffset.UTC);
        assertThat(allows(OpportunityBuilder.named("a").status(Opportunity.OpportunityStatus.HIDDEN), reader))
                .isFalse();
        assertThat(allows(OpportunityBuilder.named("a").status(Opportunity.OpportunityStatus.EXPIRED), reader))
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
    void placesMustTouch(String there, String home, boolean eligible) {
        DeclaredInterests profile = new DeclaredInterests(List.of(), List.of(), List.of(home), null, null, List.of());
        assertThat(allows(OpportunityBuilder.named("a").location(there), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void remoteIsInReachOfEveryone() {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of("Berlin"), null, null, List.of());
        assertThat(allows(OpportunityBuilder.named("a").location("Paris").remote(), reader(profile, ZoneOffset.UTC)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"20, true", "20.01, false"})
    void feesEndAtTheCeiling(String fee, boolean eligible) {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of(), null, new BigDecimal("20.00"), List.of());
        assertThat(allows(OpportunityBuilder.named("a").fee(fee), reader(profile, ZoneOffset.UTC)))
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
    void languagesMustBeRead(String language, boolean eligible) {
        DeclaredInterests profile =
                new DeclaredInterests(List.of(), List.of(), List.of(), null, null, List.of("de-DE"));
        assertThat(allows(OpportunityBuilder.named("a").language(language), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void whatWasSentOrDismissedIsNotOfferedAgainUnderAnotherName() {
        OpportunityIndex catalog = OpportunityIndex.of(
                List.of(
                        OpportunityBuilder.named("a").get(),
                        OpportunityBuilder.named("b").duplicateOf("a").get(),
                        OpportunityBuilder.named("c").duplicateOf("b").get(),
                        OpportunityBuilder.named("d").duplicateOf("gone").get(),
                        OpportunityBuilder.named("e").get()),
                java.util.Map.of());
        Reader reader = new Reader(
                "ada",
                ZoneOffset.UTC,
                DeclaredInterests.EMPTY,
                List.of(new Interaction(
                        "e", Interaction.InteractionKind.DISMISSED, 0, OpportunityBuilder.MONDAY.minusSeconds(60))),
                List.of(new Impression("c", OpportunityBuilder.MONDAY.minusSeconds(600_000), false)),
                Set.of("gone"));
        Eligibility eligibility = new Eligibility(catalog, reader, MONDAY, 3);

        assertThat(java.util.stream.Stream.of("a", "b", "c", "d", "e")
                        .filter(id -> eligibility.allows(catalog.indexOf(id))))
                .isEmpty();
    }

    private static boolean allows(OpportunityBuilder item, Reader reader) {
        return allows(item, reader, MONDAY);
    }

    private static boolean allows(OpportunityBuilder item, Reader reader, SendContext occasion) {
        OpportunityIndex catalog = OpportunityIndex.of(List.of(item.get()), java.util.Map.of());
        return new Eligibility(catalog, reader, occasion, 3).allows(0);
    }

    private static Reader reader(DeclaredInterests profile, ZoneId zone) {
        return new Reader("ada", zone, profile, List.of(), List.of(), Set.of());
    }
}

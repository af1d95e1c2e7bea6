package dev.tidings.content.recommendation.bot;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final Occasion MONDAY = new Occasion("weekly", Sample.MONDAY);

    @ParameterizedTest
    @CsvSource({"2026-11-25, false", "2026-11-26, true"})
    void threeDaysMustBeLeft(LocalDate deadline, boolean eligible) {
        assertThat(allows(
                        Sample.named("a").deadline(new Deadline(deadline, null)),
                        reader(Profile.EMPTY, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @ParameterizedTest
    @CsvSource({"Asia/Tokyo, true", "America/Los_Angeles, true", "Pacific/Honolulu, false"})
    void daysAreThoseOfTheReadersZone(ZoneId zone, boolean eligible) {
        // In Honolulu the letter comes on Sunday, and this moment is Wednesday, 23:00; in Los Angeles Thursday, 01:00.
        Instant moment = Instant.parse("2026-11-26T09:00:00Z");
        Occasion occasion = new Occasion("weekly", Instant.parse("2026-11-23T10:30:00Z"));
        Sample item = Sample.named("a").deadline(new Deadline(LocalDate.of(2026, 11, 26), moment));
        assertThat(allows(item, reader(Profile.EMPTY, zone), occasion)).isEqualTo(eligible);
    }

    @Test
    void withoutDeadlineThereIsTime() {
        assertThat(allows(Sample.named("a").deadline(null), reader(Profile.EMPTY, ZoneOffset.UTC)))
                .isTrue();
    }

    @Test
    void hiddenAndExpiredAreNotOffered() {
        Reader reader = reader(Profile.EMPTY, ZoneOffset.UTC);
        assertThat(allows(Sample.named("a").status(Opportunity.Status.HIDDEN), reader))
                .isFalse();
        assertThat(allows(Sample.named("a").status(Opportunity.Status.EXPIRED), reader))
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
        Profile profile = new Profile(List.of(), List.of(), List.of(home), null, null, List.of());
        assertThat(allows(Sample.named("a").location(there), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void remoteIsInReachOfEveryone() {
        Profile profile = new Profile(List.of(), List.of(), List.of("Berlin"), null, null, List.of());
        assertThat(allows(Sample.named("a").location("Paris").remote(), reader(profile, ZoneOffset.UTC)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"20, true", "20.01, false"})
    void feesEndAtTheCeiling(String fee, boolean eligible) {
        Profile profile = new Profile(List.of(), List.of(), List.of(), null, new BigDecimal("20.00"), List.of());
        assertThat(allows(Sample.named("a").fee(fee), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void unknownFeeAndLanguageDoNotExclude() {
        Profile profile = new Profile(List.of(), List.of(), List.of(), null, BigDecimal.ZERO, List.of("de"));
        assertThat(allows(Sample.named("a"), reader(profile, ZoneOffset.UTC))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"de, true", "de-AT, true", "fr, false"})
    void languagesMustBeRead(String language, boolean eligible) {
        Profile profile = new Profile(List.of(), List.of(), List.of(), null, null, List.of("de-DE"));
        assertThat(allows(Sample.named("a").language(language), reader(profile, ZoneOffset.UTC)))
                .isEqualTo(eligible);
    }

    @Test
    void whatWasSentOrDismissedIsNotOfferedAgainUnderAnotherName() {
        Catalog catalog = Catalog.of(
                List.of(
                        Sample.named("a").get(),
                        Sample.named("b").duplicateOf("a").get(),
                        Sample.named("c").duplicateOf("b").get(),
                        Sample.named("d").duplicateOf("gone").get(),
                        Sample.named("e").get()),
                java.util.Map.of());
        Reader reader = new Reader(
                "ada",
                ZoneOffset.UTC,
                Profile.EMPTY,
                List.of(new Reaction("e", Reaction.Kind.DISMISSED, 0, Sample.MONDAY.minusSeconds(60))),
                List.of(new Shown("c", Sample.MONDAY.minusSeconds(600_000), false)),
                Set.of("gone"));
        Eligibility eligibility = new Eligibility(catalog, reader, MONDAY, 3);

        assertThat(java.util.stream.Stream.of("a", "b", "c", "d", "e")
                        .filter(id -> eligibility.allows(catalog.number(id))))
                .isEmpty();
    }

    private static boolean allows(Sample item, Reader reader) {
        return allows(item, reader, MONDAY);
    }

    private static boolean allows(Sample item, Reader reader, Occasion occasion) {
        Catalog catalog = Catalog.of(List.of(item.get()), java.util.Map.of());
        return new Eligibility(catalog, reader, occasion, 3).allows(0);
    }

    private static Reader reader(Profile profile, ZoneId zone) {
        return new Reader("ada", zone, profile, List.of(), List.of(), Set.of());
    }
}

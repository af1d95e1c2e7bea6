package dev.tidings.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.content.Content;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.opportunities.Deadline;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.recommender.RecommendationContent.PickedItem;
import dev.tidings.text.MessageCatalog;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpportunityLetterTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @Test
    void headlineHasTheCountAndTheFirstDeadline() {
        assertHeadline("One opportunity picked for you, it closes today", MONDAY);
        assertHeadline("Two opportunities picked for you, the first closes tomorrow", MONDAY.plusDays(1), null);
        assertHeadline(
                "Three opportunities picked for you, the first closes in 9 days", MONDAY.plusDays(30), null, day(9));
        assertHeadline("Two opportunities picked for you", null, null);
        assertHeadline("One opportunity picked for you", (LocalDate) null);
        assertHeadline("11 opportunities picked for you", new LocalDate[11]);
    }

    @Test
    void preheaderHasTheFirstTitleAndTheFirstDeadline() {
        assertPreheader("Kiln; first deadline Dec 2", day(9));
        assertPreheader("Kiln, and one more; first deadline Dec 2", null, day(9));
        assertPreheader("Kiln, and four more", null, null, null, null, null);
        assertPreheader("Kiln, and 12 more; first deadline Jan 22, 2027", dates(13, day(60)));
    }

    @Test
    void periodIsTheWeekOfTheLetter() {
        assertThat(content((LocalDate) null).fields()).containsEntry("period_label", "Week of Nov 23");
    }

    @Test
    void deadlineHasTheDateAndTheDaysLeft() {
        assertThat(item(opportunity(day(9)))).containsEntry("deadline", "Closes in 9 days (Dec 2)");
        assertThat(item(opportunity(day(0)))).containsEntry("deadline", "Closes today (Nov 23)");
        assertThat(item(opportunity(day(1)))).containsEntry("deadline", "Closes tomorrow (Nov 24)");
        assertThat(item(opportunity(day(60)))).containsEntry("deadline", "Closes in 60 days (Jan 22, 2027)");
        assertThat(item(opportunity(null))).containsEntry("deadline", "No deadline given");
    }

    @Test
    void deadlineHasTheTimeInTheReadersZone() {
        assertThat(deadline("2026-12-02T16:00:00-08:00"))
                .isEqualTo("Closes in 10 days (Dec\u00a03, 1:00\u00a0AM\u00a0CET)");
        assertThat(deadline("2026-12-02T23:59:00+01:00"))
                .isEqualTo("Closes in 9 days (Dec\u00a02, 11:59\u00a0PM\u00a0CET)");
        assertThat(deadline("2026-12-03T00:00:00+01:00")).isEqualTo("Closes in 9 days (Dec\u00a02, midnight\u00a0CET)");
        assertThat(deadline("2027-07-02T17:00:00Z"))
                .isEqualTo("Closes in 221 days (Jul\u00a02,\u00a02027, 7:00\u00a0PM\u00a0CEST)");
    }

    private static String deadline(String time) {
        OffsetDateTime moment = OffsetDateTime.parse(time);
        return new DeadlineFormat(MONDAY, ZoneId.of("Europe/Berlin"), MessageCatalog.english())
                .format(new Deadline(moment.toLocalDate(), moment.toInstant()));
    }

    @Test
    void missingFactsAreOmitted() {
        assertThat(item(SampleOpportunity.FULL))
                .containsEntry("kind", "Residency · Sculpture")
                .containsEntry("who_where", "Foundry Studios · Berlin, or remote")
                .containsEntry("terms", "Fee €25 · Award: €5,000 and a studio");
        assertThat(item(opportunity(null)))
                .containsEntry("kind", "Clay, stone")
                .containsEntry("who_where", "Remote")
                .containsEntry("terms", "Free to apply");
    }

    @Test
    void feeInAnUnknownCurrencyShowsItsCode() {
        Opportunity priced = opportunity("Kiln", null, new BigDecimal("12.50"), "XYZ");

        assertThat(item(priced)).containsEntry("terms", "Fee 12.50 XYZ");
    }

    @Test
    void feeIsShownInTheWordsOfItsSource() {
        assertThat(item(withFee("$25 first entry / $10 each additional", "25")))
                .containsEntry("terms", "Fee: $25 first entry / $10 each additional");
        assertThat(item(withFee("Nominal entry fee (amount not specified)", null)))
                .containsEntry("terms", "Nominal entry fee (amount not specified)");
        assertThat(item(withFee("by donation", null))).containsEntry("terms", "Fee: by donation");
        assertThat(item(withFee("gratis", "0"))).containsEntry("terms", "Free to apply");
    }

    private static void assertHeadline(String headline, @Nullable LocalDate... deadlines) {
        assertThat(content(deadlines).fields()).containsEntry("headline", headline);
    }

    private static void assertPreheader(String preheader, @Nullable LocalDate... deadlines) {
        assertThat(content(deadlines).preheader()).isEqualTo(preheader);
    }

    private static Content content(@Nullable LocalDate... deadlines) {
        List<PickedItem> items = Stream.of(deadlines)
                .map(deadline -> new PickedItem(opportunity(deadline), "Because it is new"))
                .toList();
        return letter().of("ada", items);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> item(Opportunity opportunity) {
        Content content = letter().of("ada", List.of(new PickedItem(opportunity, "Because it is new")));
        return (Map<String, Object>) ((List<?>) content.fields().get("items")).getFirst();
    }

    private static RecommendationContent letter() {
        MessageCatalog messages = MessageCatalog.english();
        return new RecommendationContent(
                DigestPeriod.containing(MONDAY.minusDays(1)),
                new DeadlineFormat(MONDAY, ZoneId.of("Europe/Berlin"), messages),
                messages);
    }

    private static LocalDate day(int days) {
        return MONDAY.plusDays(days);
    }

    private static LocalDate[] dates(int count, LocalDate last) {
        LocalDate[] dates = new LocalDate[count];
        dates[count - 1] = last;
        return dates;
    }

    private static Opportunity opportunity(@Nullable LocalDate deadline) {
        return opportunity("Kiln", deadline, BigDecimal.ZERO, null);
    }

    private static Opportunity opportunity(
            String title, @Nullable LocalDate deadline, BigDecimal fee, @Nullable String currency) {
        return opportunity(title, deadline, fee, currency, null);
    }

    private static Opportunity withFee(String text, @Nullable String amount) {
        return opportunity("Kiln", null, amount == null ? null : new BigDecimal(amount), null, text);
    }

    private static Opportunity opportunity(
            String title,
            @Nullable LocalDate deadline,
            @Nullable BigDecimal fee,
            @Nullable String currency,
            @Nullable String feeText) {
        return new Opportunity(
                "kiln",
                title,
                null,
                "https://example.org/kiln",
                null,
                "test",
                deadline == null ? null : new Deadline(deadline, null),
                List.of(),
                List.of("clay", "stone"),
                null,
                null,
                fee,
                currency,
                feeText,
                null,
                true,
                "en",
                null,
                OpportunityStatus.LIVE,
                null);
    }
}

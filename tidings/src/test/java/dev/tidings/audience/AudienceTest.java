package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Audience.AudiencePage;
import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.core.EmailAddress;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AudienceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Digest weekly = SampleDigests.weekly();
    private final Audience audience = new Audience(database.jdbc());

    @BeforeAll
    static void insertUsers() {
        database.jdbc().sql("""
                insert into users (id, email, name, account_id, time_zone, locale, plan, opt_in_digest)
                values
                    ('ada', 'Ada@example.test', 'Ada', 'a', 'Europe/London', 'en-GB', 'pro', true),
                    ('bob', 'bob@example.test', null, 'b', null, null, 'free', false),
                    ('Cy', 'cy@example.test', null, 'b', null, null, null, true),
                    ('10', 'ten@example.test', null, 'c', null, null, 'pro', true),
                    ('9', 'nine@example.test', null, 'c', null, null, 'team', true)""").update();
        database.jdbc().sql("""
                insert into digest_preference (user_id, digest, opt_in)
                values ('ada', 'news', false), ('bob', 'news', true)""").update();
        new Suppressions(database.jdbc()).add(new EmailAddress("aDa@Example.test"), SuppressionReason.BOUNCE, "5.1.1");
    }

    @Test
    void eachSubscriberIsDueOnceAcrossPages() {
        assertThat(pages(weekly, 2)).containsExactlyInAnyOrder("ada", "Cy", "10", "9");
        assertThat(pages(weekly, 1)).isEqualTo(pages(weekly, 100));
    }

    @Test
    void digestOptInOverridesTheGeneralOptIn() {
        assertThat(pages(SampleDigests.other("news"), 10)).containsExactlyInAnyOrder("bob", "Cy", "10", "9");
    }

    @Test
    void onlyUsersOnConfiguredPlansAreDue() {
        assertThat(pages(SampleDigests.other("tips", "pro", "team"), 10)).containsExactlyInAnyOrder("ada", "10", "9");
    }

    @Test
    void sizeOfASmallAudienceIsExact() {
        assertThat(audience.size(weekly)).isEqualTo(new AudienceSize(4, true));
        assertThat(audience.size(SampleDigests.other("news"))).isEqualTo(new AudienceSize(4, true));
        assertThat(audience.size(SampleDigests.other("tips", "Pro", "team"))).isEqualTo(new AudienceSize(3, true));
        assertThat(audience.size(SampleDigests.other("tips", "gold")).isNobody())
                .isTrue();
    }

    @Test
    void anEstimateHasTwoDigits() {
        assertThat(AudienceSize.estimate(7_968, 0.02)).isEqualTo(new AudienceSize(400_000, false));
        assertThat(AudienceSize.estimate(43, 1.0 / 3)).isEqualTo(new AudienceSize(130, false));
        assertThat(AudienceSize.estimate(1, 0.5)).isEqualTo(new AudienceSize(2, false));
        assertThat(AudienceSize.estimate(0, 0).isNobody()).isFalse();
    }

    @Test
    void recipientsHaveCurrentUserData() {
        assertThat(audience.findRecipients(List.of("ada", "bob", "gone")))
                .extracting(CurrentRecipient::recipient)
                .containsExactly(
                        new Recipient("ada", "a", "Ada@example.test", "Ada", "Europe/London", "en-GB", "pro"),
                        new Recipient("bob", "b", "bob@example.test", null, null, null, "free"));
    }

    @Test
    void skipReasonsDistinguishOptOutFromSuppression() {
        assertThat(audience.skipReasons(weekly, List.of("ada", "bob", "Cy", "10")))
                .isEqualTo(Map.of("ada", SkipReason.SUPPRESSED, "bob", SkipReason.OPTED_OUT));
        assertThat(audience.skipReasons(SampleDigests.other("news"), List.of("ada", "bob")))
                .isEqualTo(Map.of("ada", SkipReason.OPTED_OUT));
        assertThat(audience.skipReasons(weekly, List.of())).isEmpty();
    }

    @Test
    void suppressionIgnoresCase() {
        Suppressions suppressions = new Suppressions(database.jdbc());
        suppressions.add(new EmailAddress("ADA@example.test"), SuppressionReason.MANUAL, null);

        assertThat(suppressions.contains(new EmailAddress("ada@EXAMPLE.test"))).isTrue();
        assertThat(suppressions.contains(new EmailAddress("bob@example.test"))).isFalse();
        assertThat(suppressions.list(null, 10)).singleElement().satisfies(suppression -> {
            assertThat(suppression.address()).isEqualTo("ada@example.test");
            assertThat(suppression.reason()).isEqualTo(SuppressionReason.BOUNCE);
            assertThat(suppression.note()).isEqualTo("5.1.1");
            assertThat(suppression.toString()).doesNotContain("ada");
        });
        assertThat(suppressions.list("ada@example.test", 10)).isEmpty();
    }

    private List<String> pages(Digest digest, int limit) {
        List<String> ids = new ArrayList<>();
        @Nullable String after = null;
        List<String> page = audience.listDue(new AudiencePage(digest, after, limit));
        while (!page.isEmpty()) {
            ids.addAll(page);
            page = audience.listDue(new AudiencePage(digest, page.getLast(), limit));
        }
        return ids;
    }
}

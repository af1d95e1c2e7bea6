package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.Suppression.SuppressionReason;
import dev.tidings.core.EmailAddress;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.testing.TestApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code users.recipient_version} increases with each change that invalidates a composed letter. */
class RecipientVersionTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @BeforeEach
    void twoUsers() {
        app.insertUser("ada");
        app.insertUser("ben");
    }

    @Test
    void changesOfAddressAccountAndOptInIncrementTheVersion() {
        update("email = 'ada@new.example'");
        assertVersions(1, 0);
        update("account_id = 'other'");
        assertVersions(2, 0);
        update("opt_in_digest = false");
        assertVersions(3, 0);
        update("opt_in_digest = true, email = 'ada@example.com'");
        assertVersions(4, 0);
    }

    @Test
    void otherColumnsAndUnchangedValuesDoNotIncrementTheVersion() {
        update("name = 'A', plan = 'pro', time_zone = 'Asia/Tokyo', locale = 'de', last_digest_sent_at = now()");
        update("email = email, account_id = account_id, opt_in_digest = opt_in_digest");
        assertVersions(0, 0);
    }

    @Test
    void aDigestOptInIncrementsTheVersion() {
        app.jdbc()
                .sql("insert into digest_preference (user_id, digest, opt_in) values ('ada', 'extra', true)")
                .update();
        assertVersions(1, 0);
        app.jdbc().sql("update digest_preference set opt_in = false").update();
        assertVersions(2, 0);
        app.jdbc().sql("delete from digest_preference").update();
        assertVersions(3, 0);
    }

    @Test
    void anOptOutOfThePrimaryDigestIncrementsTheVersion() {
        app.get(Preferences.class)
                .setOptIn("ada", app.get(DigestCatalog.class).primary(), false, ConsentSource.ONE_CLICK);
        assertThat(version("ada")).isPositive();
        assertThat(version("ben")).isZero();
    }

    @Test
    void aSuppressionIncrementsTheVersionOfEveryUserWithTheAddressInAnyCase() {
        app.jdbc()
                .sql("update users set email = 'ADA@Example.com' where id = 'ben'")
                .update();
        app.get(Suppressions.class).add(new EmailAddress("ada@example.com"), SuppressionReason.MANUAL, null);
        assertVersions(1, 2);
        app.get(Suppressions.class).add(new EmailAddress("ada@example.com"), SuppressionReason.MANUAL, null);
        assertVersions(1, 2);
    }

    private static void update(String assignments) {
        app.jdbc().sql("update users set " + assignments + " where id = 'ada'").update();
    }

    private static void assertVersions(int ada, int ben) {
        assertThat(version("ada")).isEqualTo(ada);
        assertThat(version("ben")).isEqualTo(ben);
    }

    private static int version(String user) {
        return app.jdbc()
                .sql("select recipient_version from users where id = :id")
                .param("id", user)
                .query(Integer.class)
                .single();
    }
}

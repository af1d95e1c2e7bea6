package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreferencesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Digest weekly = SampleDigests.weekly();
    private final Digest news = SampleDigests.other("news");

    @BeforeEach
    void insertUsers() {
        database.jdbc()
                .sql("truncate users, digest_preference, consent cascade")
                .update();
        database.jdbc().sql("""
                insert into users (id, email, account_id, opt_in_digest)
                values ('ada', 'ada@example.test', 'a', true), ('bob', 'bob@example.test', 'b', false)""").update();
    }

    @Test
    void generalOptInAppliesWithoutADigestOptIn() {
        Preferences preferences = preferences(weekly, news);

        assertThat(preferences.optedIn("ada", weekly)).isTrue();
        assertThat(preferences.optedIn("ada", news)).isTrue();
        assertThat(preferences.optedIn("bob", news)).isFalse();
        assertThat(preferences.optedIn("nobody", weekly)).isFalse();
    }

    @Test
    void unsubscribeFromTheOnlyDigestSetsTheGeneralOptIn() {
        assertThat(preferences(weekly).setOptIn("ada", weekly, false, ConsentSource.LINK))
                .isTrue();

        assertThat(generalOptIn("ada")).isFalse();
        assertThat(digestOptIns()).isEmpty();
        assertThat(consent()).containsExactly("ada weekly false link");
    }

    @Test
    void unsubscribeFromThePrimaryDigestKeepsTheOthers() {
        Preferences preferences = preferences(weekly, news);

        preferences.setOptIn("ada", weekly, false, ConsentSource.ONE_CLICK);

        assertThat(generalOptIn("ada")).isFalse();
        assertThat(preferences.optedIn("ada", weekly)).isFalse();
        assertThat(preferences.optedIn("ada", news)).isTrue();
        assertThat(consent()).containsExactly("ada weekly false one_click");
    }

    @Test
    void subscribingToThePrimaryDigestDoesNotSubscribeToOthers() {
        Preferences preferences = preferences(weekly, news);

        preferences.setOptIn("bob", weekly, true, ConsentSource.PREFERENCES);

        assertThat(preferences.optedIn("bob", weekly)).isTrue();
        assertThat(preferences.optedIn("bob", news)).isFalse();
    }

    @Test
    void unsubscribeFromAnotherDigestKeepsTheGeneralOptIn() {
        Preferences preferences = preferences(weekly, news);

        preferences.setOptIn("ada", news, false, ConsentSource.LINK);

        assertThat(generalOptIn("ada")).isTrue();
        assertThat(preferences.optedIn("ada", weekly)).isTrue();
        assertThat(preferences.optedIn("ada", news)).isFalse();
    }

    @Test
    void undoRestoresThePreviousOptIns() {
        Preferences preferences = preferences(weekly, news);

        preferences.setOptIn("ada", weekly, false, ConsentSource.LINK);
        preferences.setOptIn("ada", weekly, true, ConsentSource.UNDO);

        assertThat(generalOptIn("ada")).isTrue();
        assertThat(preferences.optedIn("ada", news)).isTrue();
        assertThat(consent()).containsExactly("ada weekly false link", "ada weekly true undo");
    }

    @Test
    void unchangedOptInIsNotRecorded() {
        Preferences preferences = preferences(weekly, news);

        assertThat(preferences.setOptIn("ada", weekly, true, ConsentSource.PREFERENCES))
                .isFalse();
        assertThat(preferences.setOptIn("ada", news, false, ConsentSource.LINK)).isTrue();
        assertThat(preferences.setOptIn("ada", news, false, ConsentSource.LINK)).isFalse();
        assertThat(preferences.setOptIn("nobody", weekly, false, ConsentSource.LINK))
                .isFalse();

        assertThat(consent()).containsExactly("ada news false link");
    }

    @Test
    void everyConsentSourceCanBeRecorded() {
        Preferences preferences = preferences(weekly);
        boolean optIn = false;
        for (ConsentSource source : ConsentSource.values()) {
            assertThat(preferences.setOptIn("ada", weekly, optIn, source)).isTrue();
            optIn = !optIn;
        }

        assertThat(consent()).hasSize(ConsentSource.values().length);
    }

    @Test
    void optInsSurviveAChangeOfThePrimaryDigest() {
        preferences(weekly, news).setOptIn("ada", news, false, ConsentSource.LINK);

        Digest primaryNews = SampleDigests.other("news");
        Preferences reconfigured = preferences(primaryNews, SampleDigests.other("weekly"));
        assertThat(reconfigured.optedIn("ada", primaryNews)).isFalse();

        reconfigured.setOptIn("ada", primaryNews, true, ConsentSource.PREFERENCES);
        assertThat(reconfigured.optedIn("ada", primaryNews)).isTrue();
        reconfigured.setOptIn("ada", primaryNews, false, ConsentSource.LINK);
        assertThat(reconfigured.optedIn("ada", primaryNews)).isFalse();
        assertThat(reconfigured.optedIn("ada", weekly)).isTrue();
    }

    private static Preferences preferences(Digest... digests) {
        return new Preferences(database.jdbc(), database.transactions(), new DigestCatalog(List.of(digests)));
    }

    private static boolean generalOptIn(String user) {
        return database.jdbc()
                .sql("select opt_in_digest from users where id = :id")
                .param("id", user)
                .query(Boolean.class)
                .single();
    }

    private static List<String> digestOptIns() {
        return database.jdbc()
                .sql("select user_id || ' ' || digest from digest_preference")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static List<String> consent() {
        return database.jdbc()
                .sql("select concat_ws(' ', user_id, digest, opt_in::text, source) from consent order by id")
                .query((row, number) -> row.getString(1))
                .list();
    }
}

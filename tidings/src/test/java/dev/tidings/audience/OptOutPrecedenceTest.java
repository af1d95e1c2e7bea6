package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.bulk.BulkLoaders;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.testing.SampleDigests;
import dev.tidings.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An opt-in does not overrule an opt-out of higher authority: the product's, an operator's, the user's own. */
class OptOutPrecedenceTest {
    private static final String BY_OPERATOR =
            "opt_in_digest true was ignored: the user or an operator has unsubscribed";
    private static final String BY_USER = "opt_in_digest true was ignored: the user has unsubscribed";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Digest weekly = SampleDigests.weekly();
    private final Digest news = SampleDigests.other("news");
    private final DigestCatalog catalog = new DigestCatalog(List.of(weekly, news));
    private final Preferences preferences = new Preferences(database.jdbc(), database.transactions(), catalog);
    private final UserImport userImport = new UserImport(
            BulkLoaders.of(database), new StagedUsers(database.jdbc()), catalog, InstallationSettings.DEFAULT);

    @BeforeEach
    void oneSubscribedUser() throws IOException {
        database.jdbc()
                .sql("truncate users, digest_preference, consent cascade")
                .update();
        imported(true);
    }

    @Test
    void anImportDoesNotOverruleAnOperatorsOptOut() throws IOException {
        operator(false);

        assertThat(imported(true)).containsExactly(BY_OPERATOR);
        assertThat(imported(true)).containsExactly(BY_OPERATOR);

        assertThat(optedIn()).isFalse();
        assertThat(consent()).containsExactly("true import", "false api");
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentSource.class,
            names = {"CONSOLE", "PREFERENCES", "LINK", "ONE_CLICK"})
    void anImportDoesNotOverruleAnyOtherOptOut(ConsentSource source) throws IOException {
        preferences.setOptIn("ada", weekly, false, source);

        assertThat(imported(true)).containsExactly(BY_OPERATOR);
        assertThat(optedIn()).isFalse();
    }

    @Test
    void anImportOverrulesTheOptOutOfAnImport() throws IOException {
        imported(false);

        assertThat(imported(true)).isEmpty();
        assertThat(optedIn()).isTrue();
    }

    @Test
    void anOperatorConfirmsTheOptOutOfAnImport() throws IOException {
        imported(false);
        operator(false);
        operator(false);

        assertThat(imported(true)).containsExactly(BY_OPERATOR);
        assertThat(optedIn()).isFalse();
        assertThat(consent()).containsExactly("true import", "false import", "false api");
    }

    @Test
    void anOperatorsLaterOptInOverrulesAnOperatorsOptOut() throws IOException {
        operator(false);
        assertThat(operator(true)).isEmpty();
        assertThat(optedIn()).isTrue();

        imported(false);
        assertThat(imported(true)).isEmpty();
        assertThat(optedIn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentSource.class,
            names = {"PREFERENCES", "UNDO"})
    void theUsersLaterOptInOverrulesAnOperatorsOptOut(ConsentSource source) throws IOException {
        operator(false);
        preferences.setOptIn("ada", weekly, true, source);
        assertThat(optedIn()).isTrue();

        imported(false);
        assertThat(imported(true)).isEmpty();
        assertThat(optedIn()).isTrue();
    }

    @Test
    void anOperatorDoesNotOverruleTheUsersOwnOptOut() {
        preferences.setOptIn("ada", weekly, false, ConsentSource.LINK);

        assertThat(operator(true)).containsExactly(BY_USER);
        assertThat(optedIn()).isFalse();
    }

    @Test
    void theUsersOwnOptOutAfterAnOperatorsIsNotOverruledByAnOperator() {
        operator(false);
        preferences.setOptIn("ada", weekly, false, ConsentSource.ONE_CLICK);

        assertThat(operator(true)).containsExactly(BY_USER);
        assertThat(optedIn()).isFalse();
    }

    @Test
    void theUsersOptInToAnotherDigestDoesNotLiftAnOperatorsOptOut() throws IOException {
        operator(false);
        preferences.setOptIn("ada", news, true, ConsentSource.PREFERENCES);

        assertThat(imported(true)).containsExactly(BY_OPERATOR);
        assertThat(optedIn()).isFalse();
        assertThat(preferences.optedIn("ada", news)).isTrue();
    }

    @Test
    void anOptInThatWasIgnoredLiftsNothing() throws IOException {
        preferences.setOptIn("ada", weekly, false, ConsentSource.LINK);
        operator(true);

        assertThat(imported(true)).containsExactly(BY_OPERATOR);
        assertThat(optedIn()).isFalse();
    }

    private List<String> imported(boolean optIn) throws IOException {
        String row = "{\"id\":\"ada\",\"email\":\"ada@example.test\",\"account_id\":\"a\",\"opt_in_digest\":%s}"
                .formatted(optIn);
        ByteArrayInputStream in = new ByteArrayInputStream(row.getBytes(StandardCharsets.UTF_8));
        return userImport.importAll(in, null, ConsentSource.IMPORT, progress -> {}).notes().stream()
                .map(note -> note.text())
                .toList();
    }

    private List<String> operator(boolean optIn) {
        String row = "{\"id\":\"ada\",\"opt_in_digest\":%s}".formatted(optIn);
        return userImport.importOne((ObjectNode) new JsonMapper().readTree(row));
    }

    private boolean optedIn() {
        return preferences.optedIn("ada", weekly);
    }

    private static List<String> consent() {
        return database.jdbc()
                .sql("select concat_ws(' ', digest, opt_in::text, source) from consent order by id")
                .query((row, number) -> row.getString(1))
                .list();
    }
}

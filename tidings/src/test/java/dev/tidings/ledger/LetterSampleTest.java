package dev.tidings.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.EditionPlanner;
import dev.tidings.testing.TestApplication;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LetterSampleTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void aSampleIsStableAndSpreadOverAllReadersWhoseLetterWasSent() {
        app.insertReaders(1_300);
        app.jdbc()
                .sql("delete from daily_metric where substr(account_id, 2)::int % 2 = 0")
                .update();
        Edition edition = send();

        List<String> sample = sample().sentUsers(edition.id(), 60);

        assertThat(sample).hasSize(60).doesNotHaveDuplicates().isEqualTo(sample().sentUsers(edition.id(), 60));
        assertThat(sample)
                .as("users whose letter was sent")
                .allMatch(user -> Integer.parseInt(user.substring(1)) % 2 == 1);
        assertThat(app.jdbc()
                        .sql("select distinct chunk_number from digest_log where user_id = any (:users::text[])")
                        .param("users", sample.toArray(String[]::new))
                        .query(Integer.class)
                        .list())
                .as("chunks with a sampled reader")
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(new HashSet<>(sample().sentUsers(edition.id(), 30)))
                .as("a smaller sample")
                .isEqualTo(new HashSet<>(sample.subList(0, 30)));
    }

    @Test
    void aSampleHasNoMoreThanAllReaders() {
        app.insertReaders(3);

        assertThat(sample().sentUsers(send().id(), 1_000)).containsExactlyInAnyOrder("u1", "u2", "u3");
    }

    private static LetterSample sample() {
        return app.get(LetterSample.class);
    }

    private static Edition send() {
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        for (int chunk = 1; chunk <= 3; chunk++) {
            app.deliver(edition.id(), chunk);
        }
        return edition;
    }
}

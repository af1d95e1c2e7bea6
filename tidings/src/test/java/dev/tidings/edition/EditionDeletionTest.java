package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

/** Deletes of editions by an operator's SQL. */
class EditionDeletionTest {
    @RegisterExtension
    static final TestApplication app = new TestApplication();

    @Test
    void anEditionWithLettersCannotBeDeleted() {
        app.insertReader("ada");
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        app.deliver(edition.id(), 1);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> delete(edition))
                .withMessageContaining("Edition " + edition.id() + " has letters");
        assertThat(app.get(Editions.class).find(edition.id())).isPresent();

        app.jdbc().sql("delete from digest_log").update();
        delete(edition);
        assertThat(app.get(Editions.class).find(edition.id())).isEmpty();
    }

    @Test
    void theTasksOfADeletedEditionEndQuietly() {
        app.insertReader("ada");
        Edition edition = app.get(EditionOpener.class)
                .openLastCompleted(app.get(DigestCatalog.class).primary(), OpenedBy.API);
        app.get(EditionPlanner.class).plan(edition.id());
        delete(edition);

        assertThat(app.get(EditionPlanner.class).plan(edition.id())).isEmpty();
        assertThat(app.deliver(edition.id(), 1)).isEmpty();
        assertThat(app.get(SendPermissions.class).of(edition.id()).open()).isFalse();
    }

    private static void delete(Edition edition) {
        app.jdbc().sql("delete from edition where id = ?").param(edition.id()).update();
    }
}

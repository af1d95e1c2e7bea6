package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.TestHouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;

/** What an operator's own SQL may take away. */
class EditionDeletionTest {
    @RegisterExtension
    static final TestHouse house = new TestHouse();

    @Test
    void anEditionStaysAsLongAsItsLetters() {
        house.reader("ada");
        Edition edition = house.get(EditionOpener.class)
                .openLastCompleted(house.get(DigestCatalog.class).primary(), OpenedBy.API);
        house.get(EditionPlanner.class).plan(edition.id());
        house.deliver(edition.id(), 1);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> delete(edition))
                .withMessageContaining("Edition " + edition.id() + " has letters");
        assertThat(house.get(Editions.class).find(edition.id())).isPresent();

        house.jdbc().sql("delete from digest_log").update();
        delete(edition);
        assertThat(house.get(Editions.class).find(edition.id())).isEmpty();
    }

    private static void delete(Edition edition) {
        house.jdbc().sql("delete from edition where id = ?").param(edition.id()).update();
    }
}

package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.instance.InstanceGuard;
import java.util.List;
import org.springframework.stereotype.Component;

/** Adopts a restored or copied database for sending, with or without the letters that it records as owed. */
@Component
public class DatabaseAdopter {
    private final InstanceGuard guard;
    private final DigestCatalog digests;
    private final Editions editions;
    private final EditionOpener opener;
    private final EditionControl control;

    DatabaseAdopter(
            InstanceGuard guard,
            DigestCatalog digests,
            Editions editions,
            EditionOpener opener,
            EditionControl control) {
        this.guard = guard;
        this.digests = digests;
        this.editions = editions;
        this.opener = opener;
        this.control = control;
    }

    /** Adopts the database. All nodes that use it resume sending within seconds, with everything that it owes. */
    public void adopt() {
        guard.adopt();
    }

    /**
     * Adopts the database and cancels everything due until now: it may have been sent without this database recording
     * it.
     *
     * @return the cancelled editions
     */
    public List<ListedEdition> adoptAndCancelOwed() {
        return guard.adopt(this::cancelOwed);
    }

    /**
     * Opens due editions that are not open yet and cancels them; otherwise their schedule would open them later. Editions
     * that cannot be read are cancelled too: they may be corrected later.
     */
    private List<ListedEdition> cancelOwed() {
        for (Digest digest : digests.all()) {
            opener.openDueUnguarded(digest);
        }
        return editions.notClosed().stream()
                .filter(edition -> control.cancel(edition.id()))
                .toList();
    }
}

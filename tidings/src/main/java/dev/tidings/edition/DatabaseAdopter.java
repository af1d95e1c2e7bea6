package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.instance.InstanceGuard;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Lets letters go out from a restored or copied database, with or without those that it takes for owed. */
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

    /** Whoever works with this database goes on within seconds, with everything that it owes. */
    public void adopt() {
        guard.adopt();
    }

    /**
     * As {@link #adopt}; but nothing that was due until now is sent: it may have been, and this database not know.
     *
     * @return the editions that were cancelled
     */
    public List<Edition> adoptAndCancelOwed() {
        return guard.adopt(this::cancelOwed);
    }

    /** What is due and was not opened yet is opened to be cancelled: otherwise its hour would still bring it. */
    private List<Edition> cancelOwed() {
        for (Digest digest : digests.all()) {
            opener.openDueUnguarded(digest);
        }
        return Stream.of(EditionStatus.OPEN, EditionStatus.PAUSED, EditionStatus.STOPPED)
                .flatMap(open -> editions.list(null, open, null, Integer.MAX_VALUE).stream())
                .filter(edition -> control.cancel(edition.id()))
                .toList();
    }
}

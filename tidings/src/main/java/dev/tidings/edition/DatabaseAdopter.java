package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.instance.InstanceGuard;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets letters go out from a restored or copied database, with or without those that it takes for owed. */
@Component
public class DatabaseAdopter {
    private final InstanceGuard guard;
    private final DigestCatalog digests;
    private final Editions editions;
    private final EditionOpener opener;
    private final EditionControl control;
    private final TransactionTemplate transactions;

    DatabaseAdopter(
            InstanceGuard guard,
            DigestCatalog digests,
            Editions editions,
            EditionOpener opener,
            EditionControl control,
            TransactionTemplate transactions) {
        this.guard = guard;
        this.digests = digests;
        this.editions = editions;
        this.opener = opener;
        this.control = control;
        this.transactions = transactions;
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
        return Objects.requireNonNull(transactions.execute(status -> {
            guard.adopt();
            for (Digest digest : digests.all()) {
                opener.openDue(digest);
            }
            return Stream.of(EditionStatus.OPEN, EditionStatus.PAUSED, EditionStatus.STOPPED)
                    .flatMap(open -> editions.list(null, open, null, Integer.MAX_VALUE).stream())
                    .filter(edition -> control.cancel(edition.id()))
                    .toList();
        }));
    }
}

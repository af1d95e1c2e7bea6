package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.ledger.LetterRetries;
import dev.tidings.ledger.RetryFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends failed, skipped and parked letters of an edition again, as an operator asks. */
@Component
public class EditionRetry {
    private static final Logger log = LoggerFactory.getLogger(EditionRetry.class);

    private final Editions editions;
    private final RetriedEditions retriedEditions;
    private final LetterRetries retries;
    private final WorkQueue work;
    private final StalledWorkRescuer stalledWork;
    private final DigestCatalog digests;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    EditionRetry(
            Editions editions,
            RetriedEditions retriedEditions,
            LetterRetries retries,
            WorkQueue work,
            StalledWorkRescuer stalledWork,
            DigestCatalog digests,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.editions = editions;
        this.retriedEditions = retriedEditions;
        this.retries = retries;
        this.work = work;
        this.stalledWork = stalledWork;
        this.digests = digests;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes the chosen letters owed and due now, in one transaction. A closed edition is opened again; a paused or stopped
     * one stays so, and the letters wait until it is resumed. The edition's time limit begins anew, as after a resume.
     *
     * @return the number of letters; 0 if none is chosen, and then nothing is changed
     * @throws RetryRefused if the edition is gone or cancelled, if the configuration no longer has its digest, or if no
     *     letter with the given reason can be sent again
     * @throws EditionNotReadable if its row cannot be read
     */
    public int retry(long editionId, RetryFilter filter) {
        Edition edition =
                editions.find(editionId).orElseThrow(() -> refused(editionId, "does not exist, nothing was changed"));
        Digest digest = digests.find(edition.digest())
                .orElseThrow(() -> refused(
                        editionId,
                        "cannot be sent: the configuration no longer has the digest " + edition.digest()
                                + "; nothing was changed"));
        Instant now = clock.instant();
        int letters = Objects.requireNonNull(
                transactions.execute(status -> oweAgain(editionId, filter, now, now.plus(digest.late()))));
        if (letters > 0) {
            log.info(
                    "edition {}: {} letters ({}) are sent again{}",
                    editionId,
                    letters,
                    filter.status().name().toLowerCase(Locale.ROOT),
                    filter.unknown() ? ", with those that may be out" : "");
            // A node that found nothing owed just before the commit may have closed the edition after it.
            editions.reopenIfOwing(editionId);
            stalledWork.requeueChunks(editionId);
            work.runNow(editionId);
        } else if (filter.reason() != null) {
            throw refused(
                    editionId,
                    "has no letter with this status and reason that can be sent again"
                            + (filter.unknown() ? "" : "; letters that may be out are left out")
                            + "; nothing was changed");
        }
        return letters;
    }

    private int oweAgain(long editionId, RetryFilter filter, Instant now, Instant sendBy) {
        if (!editions.lockUncancelled(editionId)) {
            throw refused(editionId, "is cancelled, which is final; nothing was changed");
        }
        int letters = retries.oweAgain(editionId, filter);
        if (letters > 0 && retriedEditions.reopen(editionId, now, sendBy)) {
            work.assignQueuePosition(editionId);
        }
        return letters;
    }

    private static RetryRefused refused(long editionId, String reason) {
        return new RetryRefused("Edition " + editionId + " " + reason);
    }
}

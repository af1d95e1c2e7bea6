package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.OpenedBy;
import java.time.InstantSource;

/** Opens editions: at most one per digest and period, ever. */
public class EditionOpener {
    /** The edition of the last completed period, opened now unless it was before. */
    public Edition openLastCompleted(Digest digest, OpenedBy openedBy) {
        throw new UnsupportedOperationException("being written: " + InstantSource.system());
    }

    /** The edition of that period, opened now unless it was before. */
    public Edition open(Digest digest, DigestPeriod period, OpenedBy openedBy) {
        throw new UnsupportedOperationException("being written");
    }

    /** Lets a stopped edition go on; false if it was not stopped. */
    public boolean resume(long editionId) {
        throw new UnsupportedOperationException("being written");
    }
}

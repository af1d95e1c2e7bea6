package dev.tidings.console;

import dev.tidings.edition.Edition.EditionProgress;

/**
 * An edition's counts in thousandths of the due letters, for a progress bar. A count above zero has at least one
 * thousandth.
 */
public record ProgressShares(int sent, int skipped, int error, String label) {
    private static final int WHOLE = 1000;
    private static final int LEAST = 4;

    public static ProgressShares of(EditionProgress progress) {
        int error = part(progress.error(), progress.due());
        int skipped = part(progress.skipped(), progress.due());
        int owed = part(progress.owed(), progress.due());
        int sent = progress.due() == 0 ? 0 : Math.max(0, WHOLE - error - skipped - owed);
        return new ProgressShares(sent, skipped, error, percent(progress) + " percent settled");
    }

    /** Settled letters in whole percent, rounded down: 100 only if nothing is owed. */
    static long percent(EditionProgress progress) {
        return progress.due() == 0 ? 0 : 100 * (progress.due() - progress.owed()) / progress.due();
    }

    private static int part(long letters, long due) {
        return letters == 0 ? 0 : Math.max(LEAST, Math.toIntExact(WHOLE * letters / due));
    }
}

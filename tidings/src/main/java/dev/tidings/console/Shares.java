package dev.tidings.console;

import dev.tidings.edition.Edition.Progress;

/** The parts of an edition in thousandths of what is due, for a bar; a part that is not empty never vanishes. */
public record Shares(int sent, int skipped, int error, String spoken) {
    private static final int WHOLE = 1000;
    private static final int LEAST = 4;

    public static Shares of(Progress progress) {
        int error = part(progress.error(), progress.due());
        int skipped = part(progress.skipped(), progress.due());
        int owed = part(progress.owed(), progress.due());
        int sent = progress.due() == 0 ? 0 : Math.max(0, WHOLE - error - skipped - owed);
        return new Shares(sent, skipped, error, percent(progress) + " percent settled");
    }

    /** Whole percent that are settled, rounded down: 100 only when nothing is owed. */
    static long percent(Progress progress) {
        return progress.due() == 0 ? 0 : 100 * (progress.due() - progress.owed()) / progress.due();
    }

    private static int part(long letters, long due) {
        return letters == 0 ? 0 : Math.max(LEAST, Math.toIntExact(WHOLE * letters / due));
    }
}

package dev.tidings.bulk;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where rows of one kind go: how each is checked, and how many are stored at once.
 *
 * <p>Rows reach {@link #store()} through a staging table that lives for one transaction.
 */
public interface ImportTarget {

    /** @throws FileRefused if a CSV file with these columns has no row that could be taken */
    void checkHeader(List<String> columns);

    /**
     * The row as it is to be stored, or the same object changed in place.
     *
     * @param note takes a remark on a row that is stored although something in it is not as it should be
     * @throws RowRefused if it cannot be taken
     */
    ObjectNode check(ObjectNode row, Consumer<String> note);

    /** What two rows share when the later one goes over the earlier, field by field. */
    String key(ObjectNode checked);

    /** The statement that creates the staging table; its first column is {@code line bigint}. */
    String createStaging();

    /** The statement that copies CSV from standard input into the staging table. */
    String copyStaging();

    /** A checked row's values for the staging table, all but the line. */
    List<@Nullable String> columns(ObjectNode checked);

    /** Brings the staged rows to their tables, in a few statements whose number does not depend on theirs. */
    StoreResult store();

    /**
     * @param badRows staged rows that were not stored after all
     * @param notes staged rows that were stored, but not quite as written
     */
    record StoreResult(List<RowWarning> badRows, List<RowWarning> notes) {}
}

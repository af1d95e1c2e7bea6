package dev.tidings.bulk;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The destination of one kind of rows: checks rows and stores them in batches.
 *
 * <p>Rows reach {@link #store()} through a staging table that lives for one transaction.
 */
public interface ImportTarget {

    /** The column that a CSV's header means by a name; the name itself if it means none. */
    String columnName(String name);

    /** @throws FileRefused if no row with these columns can be imported */
    void checkHeader(List<String> columns);

    /**
     * Returns the row to store, which may be the same object, changed.
     *
     * @param note receives a remark on a row that is stored with changed values
     * @throws RowRefused if it cannot be imported
     */
    ObjectNode check(ObjectNode row, Consumer<String> note);

    /** The row's key. A later row with the same key overwrites an earlier one field by field. */
    String key(ObjectNode checked);

    /** The statement that creates the staging table; its first column is {@code line bigint}. */
    String createStaging();

    /** The statement that copies CSV from standard input into the staging table. */
    String copyStaging();

    /** A checked row's values for the staging table, without the line. */
    List<@Nullable String> columns(ObjectNode checked);

    /** Moves the staged rows to their tables, in a constant number of statements. */
    StoreResult store();

    /**
     * @param badRows staged rows that were not stored
     * @param notes staged rows that were stored with changed values
     */
    record StoreResult(List<RowWarning> badRows, List<RowWarning> notes) {}
}

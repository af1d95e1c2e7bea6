package dev.tidings.bulk;

import java.util.List;

/**
 * The result of an import.
 *
 * @param accepted rows that were stored, including those replaced by a later row of the same import
 * @param rejected rows that were not stored
 * @param badRows the first {@value ImportCounts#MAX_KEPT} rejected rows, by line
 * @param noted rows that were stored with changed values
 * @param notes the first {@value ImportCounts#MAX_KEPT} of those, by line
 */
public record ImportReport(
        long accepted, long rejected, List<RowWarning> badRows, long noted, List<RowWarning> notes) {}

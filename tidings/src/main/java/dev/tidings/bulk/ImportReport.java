package dev.tidings.bulk;

import java.util.List;

/**
 * What became of an import's rows.
 *
 * @param accepted rows that were stored, among them those that a later row of the same import replaced
 * @param rejected rows that were not, and cost no other row
 * @param badRows the first {@value ImportCounts#MAX_KEPT} rejected rows, by line
 * @param noted rows that were stored, but not quite as written
 * @param notes the first {@value ImportCounts#MAX_KEPT} of those, by line
 */
public record ImportReport(
        long accepted, long rejected, List<RowWarning> badRows, long noted, List<RowWarning> notes) {}

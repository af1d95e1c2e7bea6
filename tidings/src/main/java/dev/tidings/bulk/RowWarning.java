package dev.tidings.bulk;

/**
 * A remark on one line of an import.
 *
 * @param line counted from 1, the header included; where the row begins
 * @param text what was found, without addresses or names
 */
public record RowWarning(long line, String text) {}

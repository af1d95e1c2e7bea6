package dev.tidings.console;

import java.util.List;

/**
 * The sources of this installation.
 *
 * @param troubledOnly whether only those are shown that somebody should look after
 * @param troubled how many those are
 * @param all how many there are
 */
public record SourceList(List<SourceLine> lines, boolean troubledOnly, long troubled, int all) {}

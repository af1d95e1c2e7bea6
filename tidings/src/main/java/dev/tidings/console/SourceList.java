package dev.tidings.console;

import java.util.List;

/**
 * The sources of this installation.
 *
 * @param troubledOnly whether only sources with problems are shown
 * @param troubled number of sources with problems
 * @param all number of all sources
 */
public record SourceList(List<SourceLine> lines, boolean troubledOnly, long troubled, int all) {}

package dev.tidings.console;

import java.util.List;

/**
 * The sources of this installation.
 *
 * @param attentionOnly whether only sources with problems are shown
 * @param needingAttention number of sources with problems
 * @param all number of all sources
 */
public record SourceList(List<SourceLine> lines, boolean attentionOnly, long needingAttention, int all) {}

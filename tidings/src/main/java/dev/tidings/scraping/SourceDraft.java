package dev.tidings.scraping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A first source file for an address, for a person to correct.
 *
 * @param name the source's name, made from the host
 * @param yaml the text of the file; null if nothing at the address can be read
 * @param remarks what was found, in sentences
 */
public record SourceDraft(String name, @Nullable String yaml, List<String> remarks) {}

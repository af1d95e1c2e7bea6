package dev.tidings.scraping;

import java.util.List;

/** No file describes a source of this name. */
public final class UnknownSource extends RuntimeException {
    UnknownSource(String name, List<String> known) {
        super("There is no source \"" + name + "\"; the configuration has "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
}

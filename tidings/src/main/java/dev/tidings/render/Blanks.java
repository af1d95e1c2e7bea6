package dev.tidings.render;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How blanks in templates are filled in: a name that is not there is an error, null is empty, empty text is false, and
 * values are maps and lists alone; nothing in them is ever called.
 */
final class Blanks {
    static final Mustache.Compiler TEXT = Mustache.compiler()
            .withCollector(new MapsAndLists())
            .strictSections(true)
            .nullValue("")
            .emptyStringIsFalse(true)
            .withEscaper(SafeText::of);

    static final Mustache.Compiler HTML = TEXT.withEscaper(value -> HtmlText.of(SafeText.of(value)));

    private Blanks() {}

    private static final class MapsAndLists extends BasicCollector {
        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}

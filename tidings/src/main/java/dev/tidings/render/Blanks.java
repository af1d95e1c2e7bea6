package dev.tidings.render;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Mustache.VariableFetcher;
import com.samskivert.mustache.Template;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
            .withFormatter(Blanks::shown)
            .withEscaper(SafeText::of);

    static final Mustache.Compiler HTML = TEXT.withEscaper(value -> HtmlText.of(SafeText.of(value)));

    private Blanks() {}

    /** Also asked about values of sections, only to learn whether they are empty. */
    private static String shown(Object value) {
        return value instanceof Map || value instanceof Iterable ? "…" : value.toString();
    }

    private static final class MapsAndLists extends BasicCollector {
        @Override
        public @Nullable VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Map ? MapsAndLists::get : null;
        }

        private static @Nullable Object get(Object context, String name) {
            Map<?, ?> map = (Map<?, ?>) context;
            Object value = map.get(name);
            return value != null || map.containsKey(name) ? value : Template.NO_FETCHER_FOUND;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}

package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.WebDocument;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.QueryParser;

/**
 * A parsed page. Elements that lie deeper than {@value #MAX_DEPTH} others are left out.
 *
 * @param remarks what was left out
 */
record HtmlPage(Document document, List<String> remarks) {
    private static final int MAX_DEPTH = 512;

    static HtmlPage parse(WebDocument page) {
        Document document = Jsoup.parse(page.text(), page.uri().toString());
        DepthLimit limit = new DepthLimit();
        document.filter(limit);
        return new HtmlPage(
                document,
                limit.exceeded
                        ? List.of("The page nests more than " + MAX_DEPTH + " elements; what lies deeper is left out")
                        : List.of());
    }

    /** The elements that a selector finds in an element, itself included, in the order of the page. */
    static Stream<Element> select(Element root, String selector) {
        Evaluator evaluator = QueryParser.parse(selector);
        return root.stream().filter(element -> {
            requireTime();
            return evaluator.matches(root, element);
        });
    }

    /** @throws UnreadableDocument if nobody waits for the page any more */
    static void requireTime() {
        if (Thread.currentThread().isInterrupted()) {
            throw new UnreadableDocument("The page took too long");
        }
    }

    private static final class DepthLimit implements NodeFilter {
        private boolean exceeded;

        @Override
        public FilterResult head(Node node, int depth) {
            if (depth >= MAX_DEPTH && node instanceof Element element && element.childNodeSize() > 0) {
                element.empty();
                exceeded = true;
            }
            return FilterResult.CONTINUE;
        }
    }
}

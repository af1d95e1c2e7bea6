package dev.tidings.scraping.reading;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings.Syntax;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Parses the XML of feeds. Never resolves entities and never reads a document type. */
final class FeedXml {
    private static final String DISALLOW_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /**
     * Without a document type, no entity can be declared, and the JDK's limits count only escaped characters (an ampersand,
     * a less-than sign): feeds of some megabytes exceed them. Limits of other kinds stay, whatever the JDK's configuration
     * says.
     */
    private static final Map<String, String> LIMITS = Map.of(
            "jdk.xml.maxGeneralEntitySizeLimit", "0",
            "jdk.xml.totalEntitySizeLimit", "0",
            "jdk.xml.entityExpansionLimit", "0",
            "jdk.xml.maxElementDepth", "200",
            "jdk.xml.elementAttributeLimit", "200",
            "jdk.xml.maxXMLNameLimit", "1000");

    /** How the messages of the JDK name the limit that a document exceeds. */
    private static final Pattern EXCEEDED = Pattern.compile("set by \"jdk\\.xml\\.(\\w+)\"");

    private static final Map<String, String> LIMIT_NAMES = Map.of(
            "maxElementDepth", "200 elements inside each other",
            "elementAttributeLimit", "200 attributes of an element",
            "maxXMLNameLimit", "1000 characters in a name");
    private static final int MAX_PREFIXES = 100;
    private static final Set<String> ROOTS = Set.of("rss", "feed", "rdf:rdf", "rdf");
    private static final Pattern PREFIXED = Pattern.compile("([A-Za-z_][\\w.-]*):[A-Za-z_][\\w.-]*");

    /** Namespaces by the prefix that feeds use for them. The prefix xml needs no declaration. */
    private static final Map<String, String> NAMESPACES = Map.of(
            "atom", "http://www.w3.org/2005/Atom",
            "content", "http://purl.org/rss/1.0/modules/content/",
            "dc", "http://purl.org/dc/elements/1.1/",
            "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "media", "http://search.yahoo.com/mrss/",
            "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "slash", "http://purl.org/rss/1.0/modules/slash/",
            "sy", "http://purl.org/rss/1.0/modules/syndication/");

    private FeedXml() {}

    /**
     * Parses well-formed XML.
     *
     * @throws UnreadableDocument if the text is not well-formed, has a document type, or exceeds a limit
     */
    static Document parse(String text) {
        SAXBuilder builder = new SAXBuilder();
        builder.setFeature(DISALLOW_DOCTYPE, true);
        builder.setExpandEntities(false);
        LIMITS.forEach(builder::setProperty);
        try {
            return builder.build(new StringReader(text));
        } catch (JDOMException | IOException | IllegalArgumentException e) {
            throw new UnreadableDocument(reason(e), e);
        }
    }

    private static String reason(Exception e) {
        Matcher exceeded = EXCEEDED.matcher(Objects.requireNonNullElse(e.getMessage(), ""));
        return exceeded.find() && LIMIT_NAMES.containsKey(exceeded.group(1))
                ? "The feed has more than " + LIMIT_NAMES.get(exceeded.group(1))
                : "The document is not a feed: " + e.getMessage();
    }

    /**
     * The feed as well-formed XML: without a document type and what is before and after its root, elements closed,
     * characters escaped, and prefixes declared. Text without a feed's root element is returned as it is.
     *
     * @throws UnreadableDocument if the text declares entities, or has more prefixes than any feed needs
     */
    static String repair(String text) {
        if (text.contains("<!ENTITY")) {
            throw new UnreadableDocument("The feed declares entities, which are not allowed");
        }
        org.jsoup.nodes.Document document = Jsoup.parse(text, "", Parser.xmlParser());
        document.outputSettings().syntax(Syntax.xml).prettyPrint(false);
        return document.stream()
                .filter(element -> ROOTS.contains(element.normalName()))
                .findFirst()
                .map(FeedXml::withPrefixes)
                .map(Element::outerHtml)
                .orElse(text);
    }

    private static Element withPrefixes(Element root) {
        Set<String> prefixes = new TreeSet<>();
        root.stream().forEach(element -> {
            addPrefix(element.tagName(), prefixes);
            element.attributes().forEach(attribute -> addPrefix(attribute.getKey(), prefixes));
        });
        for (String prefix : prefixes) {
            String declaration = "xmlns:" + prefix;
            if (root.attr(declaration).isBlank()) {
                root.attr(declaration, NAMESPACES.getOrDefault(prefix, "urn:undeclared:" + prefix));
            }
        }
        return root;
    }

    private static void addPrefix(String name, Set<String> prefixes) {
        Matcher matcher = PREFIXED.matcher(name);
        if (matcher.matches() && !name.startsWith("xml")) {
            prefixes.add(matcher.group(1));
            if (prefixes.size() > MAX_PREFIXES) {
                throw new UnreadableDocument("The feed has more than " + MAX_PREFIXES + " prefixes of names");
            }
        }
    }
}

package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.LinkResolver;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads schema.org JSON-LD in pages: events, jobs, grants, courses and programs. */
public final class LinkedDataReader implements DocumentReader {
    private static final Set<String> TYPES = Set.of(
            "JobPosting",
            "EducationalOccupationalProgram",
            "WorkBasedProgram",
            "Course",
            "CourseInstance",
            "Grant",
            "MonetaryGrant",
            "Festival",
            "Hackathon");

    private static final int MAX_DEPTH = 8;

    private final JsonMapper json = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();
    private final Map<ItemField, String> pointers;

    /** @param pointers pointers within a node (RFC 6901) that override schema.org's properties, by field */
    public LinkedDataReader(Map<ItemField, String> pointers) {
        this.pointers = pointers;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        HtmlPage parsed = HtmlPage.parse(document);
        Document page = parsed.document();
        URI base = PageBase.of(page, document.uri());
        List<JsonNode> nodes = nodes(page);
        Map<String, JsonNode> byId = new HashMap<>();
        nodes.stream()
                .filter(node -> node.size() > 1)
                .forEach(node -> byId.putIfAbsent(node.path("@id").asString(""), node));
        return ParsedDocument.of(nodes.stream()
                        .filter(LinkedDataReader::isOpportunity)
                        .map(node -> extract(document.uri(), base, new LinkedDataNode(node, byId)))
                        .toList())
                .withRemarks(parsed.remarks());
    }

    /** Skips scripts that are not JSON. */
    private List<JsonNode> nodes(Document page) {
        List<JsonNode> nodes = new ArrayList<>();
        @Nullable JacksonException failure = null;
        for (Element script : page.select("script[type^=application/ld+json]")) {
            try {
                collect(json.readTree(json(script.data())), nodes, 0);
            } catch (JacksonException e) {
                failure = e;
            }
        }
        if (nodes.isEmpty() && failure != null) {
            throw new UnreadableDocument("The page's JSON-LD is not JSON: " + failure.getOriginalMessage(), failure);
        }
        return nodes;
    }

    /** The JSON in a script, without the comment or CDATA section around it. */
    private static String json(String script) {
        String text = script.replace("<![CDATA[", "").replace("]]>", "");
        int end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
        for (int start = 0; start < end; start++) {
            if (text.charAt(start) == '{' || text.charAt(start) == '[') {
                return text.substring(start, end);
            }
        }
        return text;
    }

    /** Collects all nodes of a tree, up to the maximum depth. */
    private static void collect(JsonNode node, List<JsonNode> nodes, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (node.isObject() && (node.has("@type") || node.has("@id"))) {
            nodes.add(node);
        }
        node.forEach(child -> {
            if (child.isContainer()) {
                collect(child, nodes, depth + 1);
            }
        });
    }

    private static boolean isOpportunity(JsonNode node) {
        JsonNode type = node.path("@type");
        Stream<String> names =
                type.isArray() ? type.valueStream().map(name -> name.asString("")) : Stream.of(type.asString(""));
        return names.map(name -> name.substring(name.lastIndexOf('/') + 1))
                .anyMatch(name -> name.endsWith("Event") || TYPES.contains(name));
    }

    private ExtractedItem extract(URI page, URI base, LinkedDataNode node) {
        ExtractedItem item = new ExtractedItem();
        pointers.forEach(
                (field, pointer) -> item.addAll(field, JsonTexts.of(node.node().at(pointer))));
        item.addIfAbsent(ItemField.TITLE, node.first("name", "title", "headline"));
        item.addIfAbsent(ItemField.URL, resolveUrl(page, base, node.first("url", "@id")));
        item.addIfAbsent(ItemField.DESCRIPTION, node.first("description"));
        item.addIfAbsent(
                ItemField.ORGANIZATION, node.first("organizer", "hiringOrganization", "provider", "funder", "sponsor"));
        item.addIfAbsent(
                ItemField.DEADLINE,
                node.first(
                        "applicationDeadline",
                        "validThrough",
                        "offers/validThrough",
                        "offers/availabilityEnds",
                        "startDate"));
        item.addIfAbsent(ItemField.TYPE, node.first("additionalType"));
        item.addIfAbsent(
                ItemField.LOCATION,
                node.first(
                        "location/address/addressLocality",
                        "jobLocation/address/addressLocality",
                        "location/name",
                        "location"));
        // A price tells more than the flag: pages are free to read, and to attend, whose entries cost.
        item.addIfAbsent(ItemField.FEE, node.first("offers/price"));
        item.addIfAbsent(ItemField.FEE, node.flag("isAccessibleForFree") ? "0" : null);
        item.addIfAbsent(ItemField.CURRENCY, node.first("offers/priceCurrency"));
        Stream.of("baseSalary", "amount", "estimatedSalary")
                .forEach(property -> item.addIfAbsent(ItemField.AWARD, MoneyText.of(node, property)));
        item.addIfAbsent(ItemField.LANGUAGE, node.first("inLanguage"));
        item.addIfAbsent(ItemField.POSTED_AT, node.first("datePosted", "datePublished"));
        item.addIfAbsent(ItemField.REMOTE, isRemote(node) ? "true" : null);
        addKeywords(node, item);
        withdraw(node.first("eventStatus"), item);
        return item;
    }

    private static void withdraw(@Nullable String eventStatus, ExtractedItem item) {
        if (eventStatus != null && eventStatus.endsWith("EventCancelled")) {
            item.withdraw("is cancelled");
        } else if (eventStatus != null && eventStatus.endsWith("EventPostponed")) {
            item.withdraw("is postponed");
        }
    }

    private static void addKeywords(LinkedDataNode node, ExtractedItem item) {
        if (item.texts(ItemField.TAGS).isEmpty()) {
            node.all("keywords").stream()
                    .flatMap(keywords -> Stream.of(keywords.split(",")))
                    .forEach(keyword -> item.add(ItemField.TAGS, keyword));
        }
    }

    private static boolean isRemote(LinkedDataNode node) {
        String mode = node.first("eventAttendanceMode", "jobLocationType");
        return mode != null && (mode.endsWith("OnlineEventAttendanceMode") || mode.equals("TELECOMMUTE"));
    }

    /** The URL of the node, or the page's URL if it has none. */
    private static String resolveUrl(URI page, URI base, @Nullable String link) {
        URI uri = link == null || link.startsWith("#") ? null : LinkResolver.resolve(base, link);
        return uri == null ? page.toString() : uri.toString();
    }
}

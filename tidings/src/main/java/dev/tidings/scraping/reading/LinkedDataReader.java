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
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what pages say in schema.org's words: events, jobs, grants, courses and programs, as JSON-LD. */
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

    private static final int DEEPEST = 8;

    private final JsonMapper json = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();
    private final Map<ItemField, String> pointers;

    /** @param pointers where in a thing its fields are (RFC 6901), where that is another place than schema.org's */
    public LinkedDataReader(Map<ItemField, String> pointers) {
        this.pointers = pointers;
    }

    @Override
    public ParsedDocument read(WebDocument document) {
        List<JsonNode> things = nodes(document);
        Map<String, JsonNode> byId = new HashMap<>();
        things.stream()
                .filter(thing -> thing.size() > 1)
                .forEach(thing -> byId.putIfAbsent(thing.path("@id").asString(""), thing));
        return ParsedDocument.of(things.stream()
                .filter(LinkedDataReader::isOpportunity)
                .map(thing -> extract(document.uri(), new LinkedDataNode(thing, byId)))
                .toList());
    }

    /** A script that is no JSON costs the others nothing. */
    private List<JsonNode> nodes(WebDocument document) {
        List<JsonNode> things = new ArrayList<>();
        @Nullable JacksonException trouble = null;
        for (Element script : Jsoup.parse(document.text()).select("script[type^=application/ld+json]")) {
            try {
                collect(json.readTree(script.data()), things, 0);
            } catch (JacksonException e) {
                trouble = e;
            }
        }
        if (things.isEmpty() && trouble != null) {
            throw new UnreadableDocument("The page's JSON-LD is no JSON: " + trouble.getOriginalMessage(), trouble);
        }
        return things;
    }

    /** Every thing of a tree, however deep it stands. */
    private static void collect(JsonNode node, List<JsonNode> things, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isObject() && (node.has("@type") || node.has("@id"))) {
            things.add(node);
        }
        node.forEach(child -> {
            if (child.isContainer()) {
                collect(child, things, depth + 1);
            }
        });
    }

    private static boolean isOpportunity(JsonNode thing) {
        JsonNode type = thing.path("@type");
        Stream<String> names =
                type.isArray() ? type.valueStream().map(name -> name.asString("")) : Stream.of(type.asString(""));
        return names.map(name -> name.substring(name.lastIndexOf('/') + 1))
                .anyMatch(name -> name.endsWith("Event") || TYPES.contains(name));
    }

    private ExtractedItem extract(URI page, LinkedDataNode thing) {
        ExtractedItem found = new ExtractedItem();
        pointers.forEach((field, pointer) ->
                found.addAll(field, JsonTexts.of(thing.node().at(pointer))));
        found.addIfAbsent(ItemField.TITLE, thing.first("name", "title", "headline"));
        found.addIfAbsent(ItemField.URL, address(page, thing.first("url", "@id")));
        found.addIfAbsent(ItemField.DESCRIPTION, thing.first("description"));
        found.addIfAbsent(
                ItemField.ORGANIZATION,
                thing.first(
                        "organizer/name", "hiringOrganization/name", "provider/name", "funder/name", "sponsor/name"));
        found.addIfAbsent(
                ItemField.DEADLINE,
                thing.first("applicationDeadline", "validThrough", "offers/validThrough", "endDate", "startDate"));
        found.addIfAbsent(ItemField.TYPE, thing.first("additionalType"));
        found.addIfAbsent(
                ItemField.LOCATION,
                thing.first(
                        "location/address/addressLocality",
                        "jobLocation/address/addressLocality",
                        "location/name",
                        "location"));
        found.addIfAbsent(ItemField.FEE, thing.flag("isAccessibleForFree") ? "0" : thing.first("offers/price"));
        found.addIfAbsent(ItemField.CURRENCY, thing.first("offers/priceCurrency"));
        found.addIfAbsent(ItemField.LANGUAGE, thing.first("inLanguage"));
        found.addIfAbsent(ItemField.POSTED_AT, thing.first("datePosted", "datePublished"));
        found.addIfAbsent(ItemField.REMOTE, isRemote(thing) ? "true" : null);
        if (found.texts(ItemField.TAGS).isEmpty()) {
            thing.all("keywords").stream()
                    .flatMap(words -> Stream.of(words.split(",")))
                    .forEach(word -> found.add(ItemField.TAGS, word));
        }
        return found;
    }

    private static boolean isRemote(LinkedDataNode thing) {
        String mode = thing.first("eventAttendanceMode", "jobLocationType");
        return mode != null && (mode.endsWith("OnlineEventAttendanceMode") || mode.equals("TELECOMMUTE"));
    }

    /** Where a thing names no page of its own, it is told of on this one. */
    private static String address(URI page, @Nullable String link) {
        URI uri = link == null || link.startsWith("#") ? null : LinkResolver.resolve(page, link);
        return uri == null ? page.toString() : uri.toString();
    }
}

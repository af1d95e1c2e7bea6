package dev.tidings.scraping.reading;

import dev.tidings.scraping.web.Document;
import dev.tidings.scraping.web.Links;
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
    private final Map<Field, String> pointers;

    /** @param pointers where in a thing its fields are (RFC 6901), where that is another place than schema.org's */
    public LinkedDataReader(Map<Field, String> pointers) {
        this.pointers = pointers;
    }

    @Override
    public Reading read(Document document) {
        List<JsonNode> things = things(document);
        Map<String, JsonNode> byId = new HashMap<>();
        things.stream()
                .filter(thing -> thing.size() > 1)
                .forEach(thing -> byId.putIfAbsent(thing.path("@id").asString(""), thing));
        return Reading.of(things.stream()
                .filter(LinkedDataReader::isOffered)
                .map(thing -> found(document.uri(), new Thing(thing, byId)))
                .toList());
    }

    /** A script that is no JSON costs the others nothing. */
    private List<JsonNode> things(Document document) {
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
            throw new Unreadable("The page's JSON-LD is no JSON: " + trouble.getOriginalMessage(), trouble);
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

    private static boolean isOffered(JsonNode thing) {
        JsonNode type = thing.path("@type");
        Stream<String> names =
                type.isArray() ? type.valueStream().map(name -> name.asString("")) : Stream.of(type.asString(""));
        return names.map(name -> name.substring(name.lastIndexOf('/') + 1))
                .anyMatch(name -> name.endsWith("Event") || TYPES.contains(name));
    }

    private Found found(URI page, Thing thing) {
        Found found = new Found();
        pointers.forEach((field, pointer) ->
                found.addAll(field, JsonTexts.of(thing.node().at(pointer))));
        found.addMissing(Field.TITLE, thing.first("name", "title", "headline"));
        found.addMissing(Field.URL, address(page, thing.first("url", "@id")));
        found.addMissing(Field.DESCRIPTION, thing.first("description"));
        found.addMissing(
                Field.ORGANIZATION,
                thing.first(
                        "organizer/name", "hiringOrganization/name", "provider/name", "funder/name", "sponsor/name"));
        found.addMissing(
                Field.DEADLINE,
                thing.first("applicationDeadline", "validThrough", "offers/validThrough", "endDate", "startDate"));
        found.addMissing(Field.TYPE, thing.first("additionalType"));
        found.addMissing(
                Field.LOCATION,
                thing.first(
                        "location/address/addressLocality",
                        "jobLocation/address/addressLocality",
                        "location/name",
                        "location"));
        found.addMissing(Field.FEE, thing.flag("isAccessibleForFree") ? "0" : thing.first("offers/price"));
        found.addMissing(Field.CURRENCY, thing.first("offers/priceCurrency"));
        found.addMissing(Field.LANGUAGE, thing.first("inLanguage"));
        found.addMissing(Field.POSTED_AT, thing.first("datePosted", "datePublished"));
        found.addMissing(Field.REMOTE, isRemote(thing) ? "true" : null);
        if (found.texts(Field.TAGS).isEmpty()) {
            thing.all("keywords").stream()
                    .flatMap(words -> Stream.of(words.split(",")))
                    .forEach(word -> found.add(Field.TAGS, word));
        }
        return found;
    }

    private static boolean isRemote(Thing thing) {
        String mode = thing.first("eventAttendanceMode", "jobLocationType");
        return mode != null && (mode.endsWith("OnlineEventAttendanceMode") || mode.equals("TELECOMMUTE"));
    }

    /** Where a thing names no page of its own, it is told of on this one. */
    private static String address(URI page, @Nullable String link) {
        URI uri = link == null || link.startsWith("#") ? null : Links.resolve(page, link);
        return uri == null ? page.toString() : uri.toString();
    }
}

package dev.tidings.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demo's opportunities, its Pro subscribers' interests and their past feedback, as lines to import. Every call is
 * published again after some weeks with a new deadline. A week's lines depend only on the week: each start adds new
 * ones and changes none.
 */
final class DemoOpportunities {
    private static final int WEEKS_BETWEEN = 6;
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2024, 1, 1);

    private record DemoProfile(List<String> disciplines, List<String> tags, List<String> places, String stage) {}

    private static final Map<String, DemoProfile> PROFILES = new TreeMap<>(Map.of(
            "u-ben",
                    new DemoProfile(List.of("photography"), List.of("documentary", "analog"), List.of(), "established"),
            "u-chiara",
                    new DemoProfile(List.of("ceramics", "sculpture"), List.of("clay", "stone"), List.of(), "emerging"),
            "u-dmitri",
                    new DemoProfile(
                            List.of("sound", "installation"), List.of("site-specific"), List.of(), "mid-career"),
            "u-emi", new DemoProfile(List.of("printmaking", "illustration"), List.of("edition"), List.of(), "emerging"),
            "u-gus", new DemoProfile(List.of("sculpture"), List.of("bronze", "public art"), List.of(), "mid-career"),
            "u-hana",
                    new DemoProfile(
                            List.of("video", "digital"), List.of("film", "experimental"), List.of(), "emerging"),
            "u-amelie", new DemoProfile(List.of("painting"), List.of("oil", "figurative"), List.of(), "emerging"),
            "u-ivar", new DemoProfile(List.of("textile", "performance"), List.of(), List.of(), "emerging")));

    private final JsonMapper json = JsonMapper.builder().build();
    private final List<JsonNode> calls;

    DemoOpportunities() {
        try (InputStream in =
                Objects.requireNonNull(DemoOpportunities.class.getResourceAsStream("/demo/opportunities.json"))) {
            calls = List.copyOf(json.readTree(in.readAllBytes()).valueStream().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's opportunities cannot be read", e);
        }
    }

    /** A user's declared interests; empty for users who are no Pro subscribers. */
    Optional<ObjectNode> profile(String userId) {
        return Optional.ofNullable(PROFILES.get(userId)).map(interests -> {
            ObjectNode profile = json.createObjectNode();
            add(profile.putArray("disciplines"), interests.disciplines());
            add(profile.putArray("tags"), interests.tags());
            add(profile.putArray("locations"), interests.places());
            profile.put("career_stage", interests.stage());
            return profile;
        });
    }

    private static void add(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** Every call in its latest and its preceding publication. */
    String opportunities(LocalDate today) {
        List<String> lines = new ArrayList<>();
        for (int call = 0; call < calls.size(); call++) {
            LocalDate published = lastPublished(call, today);
            lines.add(line(call, published.minusWeeks(WEEKS_BETWEEN)).toString());
            lines.add(line(call, published).toString());
        }
        return String.join("\n", lines);
    }

    /** Pro subscribers' feedback on the preceding publications. */
    String feedback(LocalDate today) {
        List<String> lines = new ArrayList<>();
        PROFILES.forEach((user, interests) -> {
            for (int call = 0; call < calls.size(); call++) {
                LocalDate published = lastPublished(call, today).minusWeeks(WEEKS_BETWEEN);
                SplittableRandom random = new SplittableRandom(user.hashCode() * 31L + call);
                if (matches(calls.get(call), interests) && random.nextInt(3) > 0) {
                    ObjectNode line = json.createObjectNode();
                    line.put("user_id", user);
                    line.put("opportunity_id", id(call, published));
                    line.put("kind", random.nextInt(3) == 0 ? "saved" : "clicked");
                    line.put(
                            "at",
                            published
                                    .plusDays(8)
                                    .atTime(9 + random.nextInt(10), random.nextInt(60))
                                    .atOffset(ZoneOffset.UTC)
                                    .toString());
                    lines.add(line.toString());
                }
            }
        });
        return String.join("\n", lines);
    }

    private static boolean matches(JsonNode call, DemoProfile interests) {
        Set<String> words = new HashSet<>(interests.disciplines());
        words.addAll(interests.tags());
        return call.path("discipline").valueStream().anyMatch(word -> words.contains(word.stringValue()))
                || call.path("tags").valueStream().anyMatch(word -> words.contains(word.stringValue()));
    }

    private ObjectNode line(int call, LocalDate published) {
        ObjectNode line = ((ObjectNode) calls.get(call)).deepCopy();
        String id = id(call, published);
        line.put("id", id);
        line.put("url", "https://example.org/calls/" + id);
        line.put("source", List.of("artcalls", "openstudios", "fundboard").get(call % 3));
        line.put("posted_at", published.atTime(9, 0).atOffset(ZoneOffset.UTC).toString());
        line.put("deadline", published.plusDays(33 + call * 7 % 26).toString());
        return line;
    }

    private String id(int call, LocalDate published) {
        String title = calls.get(call).path("title").stringValue().toLowerCase(Locale.ROOT);
        return title.replaceAll("[^a-z]+", "-") + "-" + published;
    }

    /** The last Monday on which the call was published. */
    private static LocalDate lastPublished(int call, LocalDate today) {
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        long week = ChronoUnit.WEEKS.between(FIRST_MONDAY, monday);
        return monday.minusWeeks(Math.floorMod(week - call, WEEKS_BETWEEN));
    }
}

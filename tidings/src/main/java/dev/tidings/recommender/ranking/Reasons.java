package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why an item was picked, in words: from what added most to its score. */
final class Reasons {
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_WORD = 40;
    private static final int MOST_WORDS = 2;

    /** Below this, nobody would see why one was named for the other. */
    private static final float MIN_SIMILARITY = 0.2f;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

    private final OpportunityIndex catalog;
    private final RankingModel model;
    private final ReaderProfile profile;
    private final Map<String, String> declared;
    private final List<String> locations;

    Reasons(OpportunityIndex catalog, RankingModel model, Reader reader, ReaderProfile taste) {
        this.catalog = catalog;
        this.model = model;
        this.profile = taste;
        declared = new TreeMap<>();
        Stream.concat(reader.declared().disciplines().stream(), reader.declared().tags().stream())
                .forEach(word -> declared.putIfAbsent(StemmingTokenizer.normalizePhrase(word), word));
        declared.remove("");
        locations = reader.declared().locations();
    }

    String explain(RankedCandidate picked) {
        double liked = sum(picked, LIKED);
        double said = sum(picked, DECLARED);
        double others = sum(picked, POPULARITY);
        String byDeclared = ofDeclared(picked.item());
        String byLiked = ofLiked(picked.item());
        if (byLiked != null && liked > said && liked > others) {
            return byLiked;
        }
        if (byDeclared != null && (said >= others || byLiked != null)) {
            return byDeclared;
        }
        if (byLiked != null && liked > others) {
            return byLiked;
        }
        if (others > MIN_POPULARITY) {
            return "because other readers liked it";
        }
        return byDeclared != null ? byDeclared : ofLocation(picked.item());
    }

    private static final Set<Feature> LIKED = Set.of(
            Feature.LIKED_TOPICS,
            Feature.LIKED_TOPICS_KNOWN,
            Feature.LIKED_WORDS,
            Feature.LIKED_WORDS_KNOWN,
            Feature.NEAREST_LIKED,
            Feature.TYPE_LIKED);
    private static final Set<Feature> DECLARED = Set.of(
            Feature.DECLARED,
            Feature.DECLARED_KNOWN,
            Feature.DECLARED_TOPICS,
            Feature.DISCIPLINE,
            Feature.PLACE,
            Feature.CAREER_STAGE);
    private static final Set<Feature> POPULARITY = Set.of(Feature.RESPONSE);
    private static final double MIN_POPULARITY = 0.3;

    private double sum(RankedCandidate picked, Set<Feature> features) {
        double sum = 0;
        for (Feature feature : features) {
            sum += model.weight(feature) * picked.features().at(feature.index());
        }
        return sum;
    }

    String explainExploration(RankedCandidate picked) {
        Opportunity item = catalog.item(picked.item());
        return Stream.of(item.disciplines().stream(), item.tags().stream(), Stream.ofNullable(item.type()))
                .flatMap(words -> words)
                .filter(word -> !declared.containsKey(StemmingTokenizer.normalizePhrase(word)))
                .map(Reasons::plain)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .map(word -> "something new to you: " + word)
                .orElse("something new to you");
    }

    private @Nullable String ofDeclared(int item) {
        OpportunityAttributes traits = catalog.attributes(item);
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> word : declared.entrySet()) {
            boolean isType = word.getKey().equals(traits.type());
            if (!isType && words.size() < MOST_WORDS && traits.terms().contains(word.getKey())) {
                words.add(plain(word.getValue()));
            }
        }
        String type = likesType(traits) ? plural(plain(catalog.item(item).type())) : "";
        if (words.isEmpty() && type.isEmpty()) {
            return null;
        }
        String what = type.isEmpty()
                ? String.join(" and ", words)
                : words.isEmpty() ? type : String.join(" and ", words) + " " + type;
        return "because you like " + what + inLocation(traits);
    }

    private boolean likesType(OpportunityAttributes traits) {
        return traits.type() != null
                && (declared.containsKey(traits.type()) || profile.likedTypes().getOrDefault(traits.type(), 0f) > 0);
    }

    private String inLocation(OpportunityAttributes traits) {
        return locations.stream()
                .filter(location -> !traits.location().isAnywhere()
                        && !Location.of(location).isAnywhere()
                        && Location.of(location).overlaps(traits.location()))
                .findFirst()
                .map(location -> " in " + plain(location.split(",", 2)[0]))
                .orElse("");
    }

    private @Nullable String ofLiked(int item) {
        ReaderProfile.LikedItem nearest = null;
        float most = MIN_SIMILARITY;
        String itself = catalog.item(item).title();
        for (ReaderProfile.LikedItem liking : profile.liked()) {
            float likeness = catalog.topics().similarity(item, liking.item());
            if (likeness > most && !catalog.item(liking.item()).title().equalsIgnoreCase(itself)) {
                most = likeness;
                nearest = liking;
            }
        }
        if (nearest == null) {
            return null;
        }
        String title = shortened(plain(catalog.item(nearest.item()).title(), Integer.MAX_VALUE));
        return switch (nearest.strongest().kind()) {
            case SAVED -> "because you saved “" + title + "”";
            case APPLIED -> "because you applied for “" + title + "”";
            case RATED -> "because you liked “" + title + "”";
            case CLICKED, DISMISSED -> "because you looked at “" + title + "”";
        };
    }

    private String ofLocation(int item) {
        String where = inLocation(catalog.attributes(item));
        return where.isEmpty() ? "because it is new" : "because it is" + where;
    }

    /** On one line, without what is not meant to be read; longer words are not shown. */
    private static String plain(@Nullable String text) {
        return plain(text, LONGEST_WORD);
    }

    private static String plain(@Nullable String text, int longest) {
        String plain =
                text == null ? "" : INVISIBLE.matcher(text).replaceAll(" ").strip();
        return plain.length() > longest ? "" : plain;
    }

    private static String shortened(String title) {
        if (title.codePointCount(0, title.length()) <= LONGEST_TITLE) {
            return title;
        }
        return title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE - 1))
                        .strip() + "…";
    }

    private static String plural(String type) {
        if (type.isEmpty() || type.endsWith("s")) {
            return type;
        }
        return type.endsWith("y") && type.length() > 1 && "aeiou".indexOf(type.charAt(type.length() - 2)) < 0
                ? type.substring(0, type.length() - 1) + "ies"
                : type + "s";
    }
}

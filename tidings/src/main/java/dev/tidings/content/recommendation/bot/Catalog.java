package dev.tidings.content.recommendation.bot;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The opportunities to pick from, and those that readers reacted to before, made ready for picking; immutable, to be shared
 * by threads. Building it costs seconds: build it once per state of the opportunities.
 */
public final class Catalog {
    static final int NONE = -1;

    private final List<Opportunity> items;
    private final Ids ids;
    private final List<Traits> traits;
    private final Numbering<String> groups;
    private final Numbering<Place> places;
    private final Numbering<String> languages;
    private final Numbering<Set<String>> disciplines;
    private final Numbering<String> types;
    private final Map<String, List<Integer>> holders = new HashMap<>();
    private final Terms terms;
    private final WordIndex words;
    private final TopicSpace topics;
    private final Popularity popularity;
    private final int[] newestFirst;

    private Catalog(List<Opportunity> items, Map<String, Response> responses) {
        this.items = items;
        ids = new Ids(items);
        traits = items.stream().map(item -> Traits.of(item, first(item))).toList();
        groups = new Numbering<>(items.size(), item -> traits.get(item).group());
        places = new Numbering<>(items.size(), item -> traits.get(item).place());
        languages = new Numbering<>(
                items.size(),
                item -> Objects.requireNonNullElse(traits.get(item).language(), ""));
        disciplines = new Numbering<>(items.size(), item -> traits.get(item).disciplines());
        types = new Numbering<>(
                items.size(),
                item -> Objects.requireNonNullElse(traits.get(item).type(), ""));
        for (int item = 0; item < items.size(); item++) {
            for (String word : traits.get(item).words()) {
                holders.computeIfAbsent(word, fresh -> new ArrayList<>()).add(item);
            }
        }
        terms = new Terms(items);
        BitSet live = new BitSet();
        IntStream.range(0, items.size())
                .filter(i -> items.get(i).status() == Opportunity.Status.LIVE)
                .forEach(live::set);
        words = WordIndex.of(() -> items.stream().map(Bag::of).iterator(), live);
        topics = TopicSpace.of(words);
        popularity = Popularity.of(items, responses);
        newestFirst = live.stream()
                .boxed()
                .sorted(Comparator.comparing(
                        (Integer i) -> items.get(i).postedAt(), Comparator.nullsLast(Comparator.reverseOrder())))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * @param opportunities only those that are live can be picked; of the others, give the ones that readers reacted to
     * @param responses by id of the opportunity; those that nobody saw need none
     */
    public static Catalog of(Collection<Opportunity> opportunities, Map<String, Response> responses) {
        List<Opportunity> items = new ArrayList<>(opportunities);
        items.sort(Comparator.comparing(Opportunity::id));
        return new Catalog(List.copyOf(items), responses);
    }

    public @Nullable Opportunity find(String id) {
        int number = number(id);
        return number == NONE ? null : items.get(number);
    }

    /** How alike two of these opportunities are, from -1 to 1: the cosine between them in the topic space. */
    public double likeness(String id, String other) {
        return topics.likeness(ids.number(id), ids.number(other));
    }

    /** How many can be picked. */
    public int live() {
        return newestFirst.length;
    }

    private String first(Opportunity item) {
        Set<String> met = new HashSet<>();
        Opportunity at = item;
        while (at.duplicateOf() != null && met.add(at.id())) {
            int number = ids.number(at.duplicateOf());
            if (number == NONE) {
                return at.duplicateOf();
            }
            at = items.get(number);
        }
        return at.id();
    }

    /** The place of an opportunity in this catalog, or {@link #NONE}. */
    int number(String id) {
        return ids.number(id);
    }

    int size() {
        return items.size();
    }

    Opportunity item(int number) {
        return items.get(number);
    }

    Traits traits(int number) {
        return traits.get(number);
    }

    /** What stands for an opportunity and everything that reports the same. */
    Numbering<String> groups() {
        return groups;
    }

    Numbering<Place> places() {
        return places;
    }

    /** Their languages; empty where none is known. */
    Numbering<String> languages() {
        return languages;
    }

    Numbering<Set<String>> disciplines() {
        return disciplines;
    }

    /** Their types; empty where none is known. */
    Numbering<String> types() {
        return types;
    }

    /** Those that have any of these words among their tags, disciplines and types. */
    BitSet withAny(Collection<String> words) {
        BitSet found = new BitSet();
        words.forEach(word -> holders.getOrDefault(word, List.of()).forEach(found::set));
        return found;
    }

    Terms terms() {
        return terms;
    }

    WordIndex words() {
        return words;
    }

    TopicSpace topics() {
        return topics;
    }

    Popularity popularity() {
        return popularity;
    }

    /** All that can be picked. */
    int[] newestFirst() {
        return newestFirst;
    }
}

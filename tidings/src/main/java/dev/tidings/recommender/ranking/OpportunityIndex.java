package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
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
public final class OpportunityIndex {
    static final int NONE = -1;

    private final List<Opportunity> items;
    private final IdIndex ids;
    private final List<OpportunityAttributes> attributes;
    private final DictionaryEncoding<String> groups;
    private final DictionaryEncoding<Location> places;
    private final DictionaryEncoding<String> languages;
    private final DictionaryEncoding<Set<String>> disciplines;
    private final DictionaryEncoding<String> types;
    private final Map<String, List<Integer>> itemsByTerm = new HashMap<>();
    private final OpportunityFacts facts;
    private final InvertedIndex termIndex;
    private final TopicSpace topics;
    private final Popularity popularity;
    private final int[] newestFirst;

    private OpportunityIndex(List<Opportunity> items, Map<String, EngagementCount> responses) {
        this.items = items;
        ids = new IdIndex(items);
        attributes = items.stream()
                .map(item -> OpportunityAttributes.of(item, originalId(item)))
                .toList();
        groups = new DictionaryEncoding<>(
                items.size(), item -> attributes.get(item).group());
        places = new DictionaryEncoding<>(
                items.size(), item -> attributes.get(item).location());
        languages = new DictionaryEncoding<>(
                items.size(),
                item -> Objects.requireNonNullElse(attributes.get(item).language(), ""));
        disciplines = new DictionaryEncoding<>(
                items.size(), item -> attributes.get(item).disciplines());
        types = new DictionaryEncoding<>(
                items.size(),
                item -> Objects.requireNonNullElse(attributes.get(item).type(), ""));
        for (int item = 0; item < items.size(); item++) {
            for (String word : attributes.get(item).terms()) {
                itemsByTerm.computeIfAbsent(word, fresh -> new ArrayList<>()).add(item);
            }
        }
        facts = new OpportunityFacts(items);
        BitSet live = new BitSet();
        IntStream.range(0, items.size())
                .filter(i -> items.get(i).status() == Opportunity.OpportunityStatus.LIVE)
                .forEach(live::set);
        termIndex = InvertedIndex.of(() -> items.stream().map(TermVector::of).iterator(), live);
        topics = TopicSpace.of(termIndex);
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
    public static OpportunityIndex of(Collection<Opportunity> opportunities, Map<String, EngagementCount> responses) {
        List<Opportunity> items = new ArrayList<>(opportunities);
        items.sort(Comparator.comparing(Opportunity::id));
        return new OpportunityIndex(List.copyOf(items), responses);
    }

    public @Nullable Opportunity find(String id) {
        int number = indexOf(id);
        return number == NONE ? null : items.get(number);
    }

    /** How alike two of these opportunities are, from -1 to 1: the cosine between them in the topic space. */
    public double similarity(String id, String other) {
        return topics.similarity(ids.indexOf(id), ids.indexOf(other));
    }

    /** How many can be picked. */
    public int liveCount() {
        return newestFirst.length;
    }

    private String originalId(Opportunity item) {
        Set<String> met = new HashSet<>();
        Opportunity at = item;
        while (at.duplicateOf() != null && met.add(at.id())) {
            int number = ids.indexOf(at.duplicateOf());
            if (number == NONE) {
                return at.duplicateOf();
            }
            at = items.get(number);
        }
        return at.id();
    }

    /** The place of an opportunity in this catalog, or {@link #NONE}. */
    int indexOf(String id) {
        return ids.indexOf(id);
    }

    int size() {
        return items.size();
    }

    Opportunity item(int number) {
        return items.get(number);
    }

    OpportunityAttributes attributes(int number) {
        return attributes.get(number);
    }

    /** What stands for an opportunity and everything that reports the same. */
    DictionaryEncoding<String> groups() {
        return groups;
    }

    DictionaryEncoding<Location> places() {
        return places;
    }

    /** Their languages; empty where none is known. */
    DictionaryEncoding<String> languages() {
        return languages;
    }

    DictionaryEncoding<Set<String>> disciplines() {
        return disciplines;
    }

    /** Their types; empty where none is known. */
    DictionaryEncoding<String> types() {
        return types;
    }

    /** Those that have any of these words among their tags, disciplines and types. */
    BitSet withAnyTerm(Collection<String> words) {
        BitSet found = new BitSet();
        words.forEach(word -> itemsByTerm.getOrDefault(word, List.of()).forEach(found::set));
        return found;
    }

    OpportunityFacts facts() {
        return facts;
    }

    InvertedIndex termIndex() {
        return termIndex;
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

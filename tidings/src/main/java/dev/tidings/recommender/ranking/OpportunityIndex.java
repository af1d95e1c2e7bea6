package dev.tidings.recommender.ranking;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
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
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An index of the opportunities to pick from and of those that readers interacted with. Immutable and thread-safe.
 * Building takes seconds; build it once per state of the opportunities.
 */
public final class OpportunityIndex {
    static final int NONE = -1;

    private final List<Opportunity> items;
    private final Map<String, String> originals;
    private final IdIndex ids;
    private final List<OpportunityAttributes> attributes;
    private final DictionaryEncoding<String> groups;
    private final DictionaryEncoding<Location> locations;
    private final DictionaryEncoding<String> languages;
    private final DictionaryEncoding<Set<String>> disciplines;
    private final DictionaryEncoding<String> types;
    private final Map<String, List<Integer>> itemsByTerm = new HashMap<>();
    private final OpportunityFacts facts;
    private final InvertedIndex termIndex;
    private final InvertedIndex tagIndex;
    private final TopicSpace topics;
    private final Popularity popularity;
    private final int[] newestFirst;

    private OpportunityIndex(
            List<Opportunity> items, Map<String, EngagementCount> engagement, Map<String, String> originals) {
        this.items = items;
        this.originals = Map.copyOf(originals);
        ids = new IdIndex(items);
        attributes = items.stream()
                .map(item -> OpportunityAttributes.of(item, originalId(item)))
                .toList();
        groups = encode(attributes, OpportunityAttributes::group);
        locations = encode(attributes, OpportunityAttributes::location);
        languages = encode(attributes, item -> Objects.requireNonNullElse(item.language(), ""));
        disciplines = encode(attributes, OpportunityAttributes::disciplines);
        types = encode(attributes, item -> Objects.requireNonNullElse(item.type(), ""));
        for (int item = 0; item < items.size(); item++) {
            for (String term : attributes.get(item).terms()) {
                itemsByTerm.computeIfAbsent(term, added -> new ArrayList<>()).add(item);
            }
        }
        facts = new OpportunityFacts(items);
        BitSet live = liveItems(items);
        termIndex = InvertedIndex.of(() -> items.stream().map(TermVector::of).iterator(), live);
        tagIndex = InvertedIndex.of(
                () -> attributes.stream()
                        .map(item -> TermVector.ofPhrases(item.terms()))
                        .iterator(),
                live);
        topics = TopicSpace.of(termIndex);
        popularity = Popularity.of(items, engagement);
        newestFirst = newestFirst(items, live);
    }

    private static <T> DictionaryEncoding<T> encode(
            List<OpportunityAttributes> attributes, Function<OpportunityAttributes, T> value) {
        return new DictionaryEncoding<>(attributes.size(), item -> value.apply(attributes.get(item)));
    }

    private static BitSet liveItems(List<Opportunity> items) {
        BitSet live = new BitSet();
        IntStream.range(0, items.size())
                .filter(item -> items.get(item).status() == OpportunityStatus.LIVE)
                .forEach(live::set);
        return live;
    }

    private static int[] newestFirst(List<Opportunity> items, BitSet live) {
        return live.stream()
                .boxed()
                .sorted(Comparator.comparing(
                        (Integer item) -> items.get(item).postedAt(), Comparator.nullsLast(Comparator.reverseOrder())))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * @param opportunities only live ones can be picked; of the others, pass the ones that readers interacted with
     * @param engagement by opportunity id; opportunities that nobody saw may be absent
     */
    public static OpportunityIndex of(Collection<Opportunity> opportunities, Map<String, EngagementCount> engagement) {
        return of(opportunities, engagement, Map.of());
    }

    /** @param originals the original of every duplicate by id, of opportunities outside the index too */
    public static OpportunityIndex of(
            Collection<Opportunity> opportunities,
            Map<String, EngagementCount> engagement,
            Map<String, String> originals) {
        List<Opportunity> items = new ArrayList<>(opportunities);
        items.sort(Comparator.comparing(Opportunity::id));
        return new OpportunityIndex(List.copyOf(items), engagement, originals);
    }

    public @Nullable Opportunity find(String id) {
        int index = indexOf(id);
        return index == NONE ? null : items.get(index);
    }

    /** The cosine between two opportunities in the topic space, from -1 to 1. Both ids must be in this index. */
    public double similarity(String id, String other) {
        return topics.similarity(ids.indexOf(id), ids.indexOf(other));
    }

    /** The number of opportunities that can be picked. */
    public int liveCount() {
        return newestFirst.length;
    }

    /** Follows {@code duplicateOf} to the original. A cycle ends at the first repeated opportunity. */
    private String originalId(Opportunity item) {
        Set<String> visited = new HashSet<>();
        Opportunity current = item;
        while (current.duplicateOf() != null && visited.add(current.id())) {
            int index = ids.indexOf(current.duplicateOf());
            if (index == NONE) {
                return current.duplicateOf();
            }
            current = items.get(index);
        }
        return current.id();
    }

    /** The index of an opportunity, or {@link #NONE}. */
    int indexOf(String id) {
        return ids.indexOf(id);
    }

    int size() {
        return items.size();
    }

    Opportunity item(int index) {
        return items.get(index);
    }

    OpportunityAttributes attributes(int index) {
        return attributes.get(index);
    }

    /** The code of an opportunity's duplicate group, in or outside the index; {@link #NONE} if no item is in the group. */
    int groupOf(String id) {
        int index = indexOf(id);
        return index == NONE ? groups.codeOf(originals.getOrDefault(id, id)) : groups.codeAt(index);
    }

    /** The duplicate groups, see {@link OpportunityAttributes#group}. */
    DictionaryEncoding<String> groups() {
        return groups;
    }

    DictionaryEncoding<Location> locations() {
        return locations;
    }

    /** The languages; empty text if unknown. */
    DictionaryEncoding<String> languages() {
        return languages;
    }

    DictionaryEncoding<Set<String>> disciplines() {
        return disciplines;
    }

    /** The types; empty text if unknown. */
    DictionaryEncoding<String> types() {
        return types;
    }

    /** The opportunities that have any of these terms among their tags, disciplines and type. */
    BitSet withAnyTerm(Collection<String> terms) {
        BitSet matches = new BitSet();
        terms.forEach(term -> itemsByTerm.getOrDefault(term, List.of()).forEach(matches::set));
        return matches;
    }

    OpportunityFacts facts() {
        return facts;
    }

    InvertedIndex termIndex() {
        return termIndex;
    }

    /** An index of the tags, disciplines and types alone, each as a whole phrase. */
    InvertedIndex tagIndex() {
        return tagIndex;
    }

    TopicSpace topics() {
        return topics;
    }

    Popularity popularity() {
        return popularity;
    }

    /** All live opportunities, newest first. */
    int[] newestFirst() {
        return newestFirst;
    }
}

package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Library.Entry;
import dev.tidings.bench.replay.Library.Owner;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens in a replay whatever is picked: which items there are in each week, who joins when, who would take what. */
final class World {
    /** A letter goes out on a Monday; what it offers can still be had three days later. */
    static final int LEAST_DAYS = 3;

    private static final int LEAST_SAVES = 6;
    private static final int LEAST_SAVERS = 3;
    private static final int WEEKS_BEFORE = 8;
    private static final int SHORTEST_LIFE = 4;
    private static final int LONGEST_LIFE = 12;
    private static final double GIVEN_UP = 0.15;
    private static final int MOST_GIVEN_UP = 3;
    private static final int MOST_TAGS = 5;
    private static final double NEWCOMERS = 0.2;
    private static final LocalDate SOME_MONDAY = LocalDate.of(2026, 1, 5);

    /** @param deadline the last day on which it can be had */
    record Item(int number, Entry entry, LocalDate published, LocalDate deadline) {}

    /**
     * @param given numbers of the items that the reader is known to have
     * @param hidden numbers of the items that the reader would take
     * @param joined in which week the reader gets the first letter
     */
    record Person(String id, List<String> tags, Set<Integer> given, Set<Integer> hidden, int joined) {}

    private final List<Item> items;
    private final List<Person> people;
    private final LocalDate firstMonday;
    private final int weeks;

    private World(List<Item> items, List<Person> people, LocalDate firstMonday, int weeks) {
        this.items = items;
        this.people = people;
        this.firstMonday = firstMonday;
        this.weeks = weeks;
    }

    static World of(Library library, long seed, int weeks) {
        Library core = library.core(LEAST_SAVES, LEAST_SAVERS);
        if (core.items().isEmpty()) {
            throw new DataRefused("The data has no core of readers with " + LEAST_SAVES + " saves and items with "
                    + LEAST_SAVERS + " savers; there is nothing to replay");
        }
        Random random = new Random(seed);
        LocalDate firstMonday = firstMonday(core, weeks);
        List<Item> items = items(core, random, firstMonday, weeks);
        List<Person> everyone = people(core, items, random, firstMonday, weeks);
        Collections.shuffle(everyone, random);
        return new World(items, everyone.subList(everyone.size() / 2, everyone.size()), firstMonday, weeks);
    }

    /** Weeks end with the last day that the data knows. */
    private static LocalDate firstMonday(Library core, int weeks) {
        return core.owners().values().stream()
                .flatMap(owner -> owner.saves().values().stream())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(last -> last.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .minusWeeks(weeks - 1L))
                .orElse(SOME_MONDAY);
    }

    private static List<Item> items(Library core, Random random, LocalDate firstMonday, int weeks) {
        List<Item> items = new ArrayList<>();
        for (Entry entry : core.items().values()) {
            int week = random.nextInt(-WEEKS_BEFORE, weeks);
            int life = random.nextInt(SHORTEST_LIFE, LONGEST_LIFE + 1);
            LocalDate published = entry.published() == null ? firstMonday.plusWeeks(week) : entry.published();
            LocalDate deadline =
                    entry.deadline() == null ? published.plusWeeks(life - 1L).plusDays(LEAST_DAYS) : entry.deadline();
            items.add(new Item(items.size(), entry, published, deadline));
        }
        return items;
    }

    private static List<Person> people(
            Library core, List<Item> items, Random random, LocalDate firstMonday, int weeks) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> tagged = new HashMap<>();
        for (Item item : items) {
            numbers.put(item.entry().id(), item.number());
            item.entry().tags().forEach(tag -> tagged.merge(tag, 1, Integer::sum));
        }
        List<Person> people = new ArrayList<>();
        for (Owner owner : core.owners().values()) {
            List<String> saves =
                    new ArrayList<>(new java.util.TreeSet<>(owner.saves().keySet()));
            Collections.shuffle(saves, random);
            saves.sort(Comparator.comparing(
                    (String id) -> owner.saves().get(id), Comparator.nullsFirst(Comparator.naturalOrder())));
            int given = (int) Math.clamp(Math.round(saves.size() * GIVEN_UP), 1, MOST_GIVEN_UP);
            boolean late = random.nextDouble() < NEWCOMERS;
            people.add(new Person(
                    owner.id(),
                    tags(owner, saves.subList(0, given), core, tagged),
                    saves.subList(0, given).stream().map(numbers::get).collect(Collectors.toSet()),
                    saves.subList(given, saves.size()).stream()
                            .map(numbers::get)
                            .collect(Collectors.toSet()),
                    joined(owner.saves().get(saves.get(given)), late, firstMonday, weeks)));
        }
        return people;
    }

    private static int joined(@Nullable LocalDate first, boolean late, LocalDate firstMonday, int weeks) {
        if (first == null) {
            return late ? weeks / 2 : 0;
        }
        return (int) Math.clamp(ChronoUnit.WEEKS.between(firstMonday, first), 0, weeks - 1);
    }

    /** What the reader declared, or else the most frequent tags of what was given up. */
    private static List<String> tags(Owner owner, List<String> given, Library core, Map<String, Integer> tagged) {
        if (!owner.tags().isEmpty()) {
            return owner.tags().stream().limit(MOST_TAGS).toList();
        }
        Map<String, Integer> own = new HashMap<>();
        for (String id : given) {
            Objects.requireNonNull(core.items().get(id)).tags().forEach(tag -> own.merge(tag, 1, Integer::sum));
        }
        return own.keySet().stream()
                .sorted(Comparator.comparing((String tag) -> own.get(tag))
                        .thenComparing(tag -> tagged.get(tag))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_TAGS)
                .toList();
    }

    List<Item> items() {
        return items;
    }

    List<Person> people() {
        return people;
    }

    int weeks() {
        return weeks;
    }

    LocalDate monday(int week) {
        return firstMonday.plusWeeks(week);
    }

    boolean isPublished(Item item, int week) {
        return !item.published().isAfter(monday(week));
    }

    boolean isLive(Item item, int week) {
        return isPublished(item, week) && !item.deadline().isBefore(monday(week).plusDays(LEAST_DAYS));
    }

    /** Numbers of the items that can be picked in that week. */
    int[] live(int week) {
        return items.stream()
                .filter(item -> isLive(item, week))
                .mapToInt(Item::number)
                .toArray();
    }

    /** Those of a reader's hidden items that could ever be picked for them. */
    Set<Integer> reachable(Person person) {
        Set<Integer> reachable = new HashSet<>();
        for (int number : person.hidden()) {
            Item item = items.get(number);
            for (int week = person.joined(); week < weeks && !reachable.contains(number); week++) {
                if (isLive(item, week)) {
                    reachable.add(number);
                }
            }
        }
        return reachable;
    }
}

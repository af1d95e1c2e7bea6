package dev.tidings.bench.replay;

import dev.tidings.bench.replay.ReplayDataset.DatasetItem;
import dev.tidings.bench.replay.ReplayDataset.DatasetUser;
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

/**
 * What happens in a replay whatever is picked: which items there are in each week, who joins when, who would take what.
 */
final class ReplayEnvironment {
    /** A letter goes out on a Monday; what it offers can still be had three days later. */
    static final int MIN_DAYS_LEFT = 3;

    private static final int MIN_SAVES = 6;
    private static final int MIN_SAVERS = 3;
    private static final int WEEKS_BEFORE = 8;
    private static final int MIN_WEEKS_LIVE = 4;
    private static final int MAX_WEEKS_LIVE = 12;
    private static final double KNOWN_SHARE = 0.15;
    private static final int MAX_KNOWN = 3;
    private static final int MAX_TAGS = 5;
    private static final double NEW_READER_SHARE = 0.2;
    private static final LocalDate SOME_MONDAY = LocalDate.of(2026, 1, 5);

    /** @param deadline the last day on which it can be had */
    record ReplayItem(int number, DatasetItem content, LocalDate published, LocalDate deadline) {}

    /**
     * @param known numbers of the items that the reader is known to have
     * @param heldOut numbers of the items that the reader would take
     * @param firstWeek in which week the reader gets the first letter
     */
    record ReplayReader(String id, List<String> tags, Set<Integer> known, Set<Integer> heldOut, int firstWeek) {}

    private final List<ReplayItem> items;
    private final List<ReplayReader> readers;
    private final LocalDate firstMonday;
    private final int weeks;

    private ReplayEnvironment(List<ReplayItem> items, List<ReplayReader> people, LocalDate firstMonday, int weeks) {
        this.items = items;
        this.readers = people;
        this.firstMonday = firstMonday;
        this.weeks = weeks;
    }

    static ReplayEnvironment of(ReplayDataset library, long seed, int weeks) {
        ReplayDataset core = library.kCore(MIN_SAVES, MIN_SAVERS);
        if (core.items().isEmpty()) {
            throw new InvalidReplayData("The data has no core of readers with " + MIN_SAVES + " saves and items with "
                    + MIN_SAVERS + " savers; there is nothing to replay");
        }
        Random random = new Random(seed);
        LocalDate firstMonday = firstMonday(core, weeks);
        List<ReplayItem> items = items(core, random, firstMonday, weeks);
        List<ReplayReader> everyone = readers(core, items, random, firstMonday, weeks);
        Collections.shuffle(everyone, random);
        return new ReplayEnvironment(items, everyone.subList(everyone.size() / 2, everyone.size()), firstMonday, weeks);
    }

    /** Weeks end with the last day that the data knows. */
    private static LocalDate firstMonday(ReplayDataset core, int weeks) {
        return core.owners().values().stream()
                .flatMap(owner -> owner.saves().values().stream())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(last -> last.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .minusWeeks(weeks - 1L))
                .orElse(SOME_MONDAY);
    }

    private static List<ReplayItem> items(ReplayDataset core, Random random, LocalDate firstMonday, int weeks) {
        List<ReplayItem> items = new ArrayList<>();
        for (DatasetItem entry : core.items().values()) {
            int week = random.nextInt(-WEEKS_BEFORE, weeks);
            int life = random.nextInt(MIN_WEEKS_LIVE, MAX_WEEKS_LIVE + 1);
            LocalDate published = entry.published() == null ? firstMonday.plusWeeks(week) : entry.published();
            LocalDate deadline = entry.deadline() == null
                    ? published.plusWeeks(life - 1L).plusDays(MIN_DAYS_LEFT)
                    : entry.deadline();
            items.add(new ReplayItem(items.size(), entry, published, deadline));
        }
        return items;
    }

    private static List<ReplayReader> readers(
            ReplayDataset core, List<ReplayItem> items, Random random, LocalDate firstMonday, int weeks) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> tagged = new HashMap<>();
        for (ReplayItem item : items) {
            numbers.put(item.content().id(), item.number());
            item.content().tags().forEach(tag -> tagged.merge(tag, 1, Integer::sum));
        }
        List<ReplayReader> people = new ArrayList<>();
        for (DatasetUser owner : core.owners().values()) {
            List<String> saves =
                    new ArrayList<>(new java.util.TreeSet<>(owner.saves().keySet()));
            Collections.shuffle(saves, random);
            saves.sort(Comparator.comparing(
                    (String id) -> owner.saves().get(id), Comparator.nullsFirst(Comparator.naturalOrder())));
            int given = (int) Math.clamp(Math.round(saves.size() * KNOWN_SHARE), 1, MAX_KNOWN);
            boolean late = random.nextDouble() < NEW_READER_SHARE;
            people.add(new ReplayReader(
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
    private static List<String> tags(
            DatasetUser owner, List<String> given, ReplayDataset core, Map<String, Integer> tagged) {
        if (!owner.tags().isEmpty()) {
            return owner.tags().stream().limit(MAX_TAGS).toList();
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
                .limit(MAX_TAGS)
                .toList();
    }

    List<ReplayItem> items() {
        return items;
    }

    List<ReplayReader> readers() {
        return readers;
    }

    int weeks() {
        return weeks;
    }

    LocalDate monday(int week) {
        return firstMonday.plusWeeks(week);
    }

    boolean isPublished(ReplayItem item, int week) {
        return !item.published().isAfter(monday(week));
    }

    boolean isLive(ReplayItem item, int week) {
        return isPublished(item, week) && !item.deadline().isBefore(monday(week).plusDays(MIN_DAYS_LEFT));
    }

    /** Numbers of the items that can be picked in that week. */
    int[] live(int week) {
        return items.stream()
                .filter(item -> isLive(item, week))
                .mapToInt(ReplayItem::number)
                .toArray();
    }

    /** Those of a reader's hidden items that could ever be picked for them. */
    Set<Integer> reachable(ReplayReader person) {
        Set<Integer> reachable = new HashSet<>();
        for (int number : person.heldOut()) {
            ReplayItem item = items.get(number);
            for (int week = person.firstWeek(); week < weeks && !reachable.contains(number); week++) {
                if (isLive(item, week)) {
                    reachable.add(number);
                }
            }
        }
        return reachable;
    }
}

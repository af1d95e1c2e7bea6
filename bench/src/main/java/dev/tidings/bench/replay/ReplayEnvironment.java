package dev.tidings.bench.replay;

import dev.tidings.bench.replay.Replay.CatalogSize;
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

/** The part of a replay that does not depend on the policy: the live items of each week, and the readers. */
final class ReplayEnvironment {
    /** Letters are sent on Mondays. Their items are live for at least three more days. */
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
    private static final LocalDate DEFAULT_FIRST_MONDAY = LocalDate.of(2026, 1, 5);

    /** @param deadline the last day on which the item is live */
    record ReplayItem(int number, DatasetItem content, LocalDate published, LocalDate deadline) {}

    /**
     * @param known numbers of the saved items that are known from the start
     * @param heldOut numbers of the other saved items, which the reader takes if they are picked
     * @param firstWeek the week of the reader's first letter
     */
    record ReplayReader(String id, List<String> tags, Set<Integer> known, Set<Integer> heldOut, int firstWeek) {}

    private final List<ReplayItem> items;
    private final List<ReplayReader> readers;
    private final LocalDate firstMonday;
    private final int weeks;

    private ReplayEnvironment(List<ReplayItem> items, List<ReplayReader> readers, LocalDate firstMonday, int weeks) {
        this.items = items;
        this.readers = readers;
        this.firstMonday = firstMonday;
        this.weeks = weeks;
    }

    /** @param size of a small catalog, or null for all items and half of the readers */
    static ReplayEnvironment of(ReplayDataset dataset, long seed, int weeks, @Nullable CatalogSize size) {
        ReplayDataset core = dataset.kCore(MIN_SAVES, MIN_SAVERS);
        if (size != null) {
            core = core.mostSaved(itemCount(size, weeks)).kCore(MIN_SAVES, 1);
        }
        if (core.items().isEmpty()) {
            throw new InvalidReplayData("The data has no core of readers with " + MIN_SAVES + " saves and items with "
                    + MIN_SAVERS + " savers; there is nothing to replay");
        }
        Random random = new Random(seed);
        LocalDate firstMonday = firstMonday(core, weeks);
        List<ReplayItem> items = items(core, random, firstMonday, weeks);
        List<ReplayReader> readers = readers(core, items, random, firstMonday, weeks);
        Collections.shuffle(readers, random);
        int chosen = size == null ? readers.size() - readers.size() / 2 : size.readers();
        if (chosen > readers.size()) {
            throw new InvalidReplayData("The data has " + readers.size() + " readers with " + MIN_SAVES
                    + " saves of these items, fewer than " + chosen + ": give fewer readers or more items");
        }
        return new ReplayEnvironment(
                items, readers.subList(readers.size() - chosen, readers.size()), firstMonday, weeks);
    }

    /** An item is live in some of the weeks only. */
    private static int itemCount(CatalogSize size, int weeks) {
        return size.liveItems() * (weeks + WEEKS_BEFORE) * 2 / (MIN_WEEKS_LIVE + MAX_WEEKS_LIVE);
    }

    /** The last week contains the last day of the data. */
    private static LocalDate firstMonday(ReplayDataset core, int weeks) {
        return core.users().values().stream()
                .flatMap(user -> user.saves().values().stream())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(last -> last.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .minusWeeks(weeks - 1L))
                .orElse(DEFAULT_FIRST_MONDAY);
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
        List<ReplayReader> readers = new ArrayList<>();
        for (DatasetUser user : core.users().values()) {
            List<String> saves =
                    new ArrayList<>(new java.util.TreeSet<>(user.saves().keySet()));
            Collections.shuffle(saves, random);
            saves.sort(Comparator.comparing(
                    (String id) -> user.saves().get(id), Comparator.nullsFirst(Comparator.naturalOrder())));
            int known = (int) Math.clamp(Math.round(saves.size() * KNOWN_SHARE), 1, MAX_KNOWN);
            boolean late = random.nextDouble() < NEW_READER_SHARE;
            readers.add(new ReplayReader(
                    user.id(),
                    tags(user, saves.subList(0, known), core, tagged),
                    saves.subList(0, known).stream().map(numbers::get).collect(Collectors.toSet()),
                    saves.subList(known, saves.size()).stream()
                            .map(numbers::get)
                            .collect(Collectors.toSet()),
                    joined(user.saves().get(saves.get(known)), late, firstMonday, weeks)));
        }
        return readers;
    }

    private static int joined(@Nullable LocalDate first, boolean late, LocalDate firstMonday, int weeks) {
        if (first == null) {
            return late ? weeks / 2 : 0;
        }
        return (int) Math.clamp(ChronoUnit.WEEKS.between(firstMonday, first), 0, weeks - 1);
    }

    /** The declared tags, or without them the most frequent tags of the known items. */
    private static List<String> tags(
            DatasetUser user, List<String> known, ReplayDataset core, Map<String, Integer> tagged) {
        if (!user.tags().isEmpty()) {
            return user.tags().stream().limit(MAX_TAGS).toList();
        }
        Map<String, Integer> own = new HashMap<>();
        for (String id : known) {
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

    /** The numbers of the items that are live in the week. */
    int[] live(int week) {
        return items.stream()
                .filter(item -> isLive(item, week))
                .mapToInt(ReplayItem::number)
                .toArray();
    }

    /** The reader's held-out items that are live in at least one of their weeks. */
    Set<Integer> reachable(ReplayReader reader) {
        Set<Integer> reachable = new HashSet<>();
        for (int number : reader.heldOut()) {
            ReplayItem item = items.get(number);
            for (int week = reader.firstWeek(); week < weeks && !reachable.contains(number); week++) {
                if (isLive(item, week)) {
                    reachable.add(number);
                }
            }
        }
        return reachable;
    }
}

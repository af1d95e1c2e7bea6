package dev.tidings.bench.replay;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items, users and saves of a data folder. */
public record ReplayDataset(Map<String, DatasetItem> items, Map<String, DatasetUser> users) {

    /** @param terms the words of the text with their repetitions */
    public record DatasetItem(
            String id,
            String title,
            List<String> tags,
            List<String> terms,
            @Nullable LocalDate published,
            @Nullable LocalDate deadline) {}

    /** @param saves the day of the save by item id; null if unknown */
    public record DatasetUser(String id, List<String> tags, Map<String, @Nullable LocalDate> saves) {}

    private static final int MAX_REPETITIONS = 50;

    /** Reads {@code items.tsv}, {@code users.tsv} and {@code saves.tsv}, or the same with {@code .gz}. */
    public static ReplayDataset read(Path folder) {
        Map<String, DatasetItem> items = new LinkedHashMap<>();
        TsvTable.read(folder, "items.tsv", List.of("item"), row -> {
            String id = row.required("item");
            DatasetItem entry = new DatasetItem(
                    id,
                    row.text("title"),
                    words(row.text("tags")),
                    terms(row),
                    row.date("published"),
                    row.date("deadline"));
            if (items.put(id, entry) != null) {
                throw row.invalid("has item " + id + " a second time");
            }
        });
        Map<String, DatasetUser> users = new LinkedHashMap<>();
        TsvTable.read(folder, "users.tsv", List.of("user"), row -> {
            String id = row.required("user");
            if (users.put(id, new DatasetUser(id, words(row.text("tags")), new HashMap<>())) != null) {
                throw row.invalid("has user " + id + " a second time");
            }
        });
        TsvTable.read(folder, "saves.tsv", List.of("user", "item"), row -> {
            DatasetUser user = users.get(row.required("user"));
            String item = row.required("item");
            if (user == null) {
                throw row.invalid("has user " + row.text("user") + ", who is not in users.tsv");
            }
            if (!items.containsKey(item)) {
                throw row.invalid("has item " + item + ", which is not in items.tsv");
            }
            user.saves().put(item, row.date("at"));
        });
        return new ReplayDataset(items, users);
    }

    private static List<String> words(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.strip().split("\\s+", -1))
                        .filter(word -> !word.equals("-"))
                        .distinct()
                        .toList();
    }

    private static List<String> terms(TsvTable.TsvRow row) {
        List<String> terms = new ArrayList<>();
        for (String term : row.text("terms").strip().split("\\s+", -1)) {
            int colon = term.lastIndexOf(':');
            String word = colon < 0 ? term : term.substring(0, colon);
            for (int i = 0; i < count(row, term, colon) && !word.isEmpty(); i++) {
                terms.add(word);
            }
        }
        return terms;
    }

    private static int count(TsvTable.TsvRow row, String term, int colon) {
        if (colon < 0) {
            return 1;
        }
        try {
            return Math.min(MAX_REPETITIONS, Integer.parseInt(term.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw row.invalid("has the term \"" + term + "\"; after a colon there must be a number");
        }
    }

    /** Removes all items except the most saved ones, and their saves. Of equally saved items, those first in the data stay. */
    ReplayDataset mostSaved(int count) {
        Map<String, Integer> savers = new HashMap<>();
        users.values().forEach(user -> user.saves().keySet().forEach(id -> savers.merge(id, 1, Integer::sum)));
        Map<String, DatasetItem> kept = new LinkedHashMap<>();
        items.values().stream()
                .sorted(Comparator.comparingInt((DatasetItem item) -> -savers.getOrDefault(item.id(), 0)))
                .limit(count)
                .forEach(item -> kept.put(item.id(), item));
        Map<String, DatasetUser> savedBy = new LinkedHashMap<>();
        users.forEach((id, user) -> {
            DatasetUser copy = new DatasetUser(id, user.tags(), new HashMap<>(user.saves()));
            copy.saves().keySet().retainAll(kept.keySet());
            savedBy.put(id, copy);
        });
        return new ReplayDataset(kept, savedBy);
    }

    /** Removes users with fewer saves and items with fewer savers, until none is left of either. */
    ReplayDataset kCore(int minSaves, int minSavers) {
        Map<String, DatasetItem> keptItems = new LinkedHashMap<>(items);
        Map<String, DatasetUser> keptUsers = new LinkedHashMap<>();
        users.forEach((id, user) -> keptUsers.put(id, new DatasetUser(id, user.tags(), new HashMap<>(user.saves()))));
        boolean changed = true;
        while (changed) {
            Map<String, Integer> savers = new HashMap<>();
            keptUsers.values().forEach(user -> user.saves().keySet().forEach(id -> savers.merge(id, 1, Integer::sum)));
            changed = keptItems.keySet().removeIf(id -> savers.getOrDefault(id, 0) < minSavers);
            keptUsers.values().forEach(user -> user.saves().keySet().retainAll(keptItems.keySet()));
            changed |= keptUsers.values().removeIf(user -> user.saves().size() < minSaves);
        }
        return new ReplayDataset(keptItems, keptUsers);
    }
}

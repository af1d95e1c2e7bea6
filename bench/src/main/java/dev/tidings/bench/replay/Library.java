package dev.tidings.bench.replay;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items, readers, and who saved what: the content of a folder of data. */
public record Library(Map<String, Entry> items, Map<String, Owner> owners) {

    /** @param terms the words of the text, each as often as it is there */
    public record Entry(
            String id,
            String title,
            List<String> tags,
            List<String> terms,
            @Nullable LocalDate published,
            @Nullable LocalDate deadline) {}

    /** @param saves the ids of saved items, with the day where it is known */
    public record Owner(String id, List<String> tags, Map<String, @Nullable LocalDate> saves) {}

    private static final int MOST_REPETITIONS = 50;

    /** Reads {@code items.tsv}, {@code users.tsv} and {@code saves.tsv}, or the same with {@code .gz}. */
    public static Library read(Path folder) {
        Map<String, Entry> items = new LinkedHashMap<>();
        Table.read(folder, "items.tsv", List.of("item"), row -> {
            String id = row.required("item");
            Entry entry = new Entry(
                    id,
                    row.text("title"),
                    words(row.text("tags")),
                    terms(row),
                    row.date("published"),
                    row.date("deadline"));
            if (items.put(id, entry) != null) {
                throw row.refused("has item " + id + " a second time");
            }
        });
        Map<String, Owner> owners = new LinkedHashMap<>();
        Table.read(folder, "users.tsv", List.of("user"), row -> {
            String id = row.required("user");
            if (owners.put(id, new Owner(id, words(row.text("tags")), new HashMap<>())) != null) {
                throw row.refused("has user " + id + " a second time");
            }
        });
        Table.read(folder, "saves.tsv", List.of("user", "item"), row -> {
            Owner owner = owners.get(row.required("user"));
            String item = row.required("item");
            if (owner == null) {
                throw row.refused("has user " + row.text("user") + ", who is not in users.tsv");
            }
            if (!items.containsKey(item)) {
                throw row.refused("has item " + item + ", which is not in items.tsv");
            }
            owner.saves().put(item, row.date("at"));
        });
        return new Library(items, owners);
    }

    private static List<String> words(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.strip().split("\\s+", -1))
                        .filter(word -> !word.equals("-"))
                        .distinct()
                        .toList();
    }

    private static List<String> terms(Table.Row row) {
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

    private static int count(Table.Row row, String term, int colon) {
        if (colon < 0) {
            return 1;
        }
        try {
            return Math.min(MOST_REPETITIONS, Integer.parseInt(term.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw row.refused("has the term \"" + term + "\"; after a colon there must be a number");
        }
    }

    /** What is left when readers with few saves and items that few saved are taken out, until none is left of either. */
    Library core(int leastSaves, int leastSavers) {
        Map<String, Entry> keptItems = new LinkedHashMap<>(items);
        Map<String, Owner> keptOwners = new LinkedHashMap<>();
        owners.forEach((id, owner) -> keptOwners.put(id, new Owner(id, owner.tags(), new HashMap<>(owner.saves()))));
        boolean changed = true;
        while (changed) {
            Map<String, Integer> savers = new HashMap<>();
            keptOwners
                    .values()
                    .forEach(owner -> owner.saves().keySet().forEach(id -> savers.merge(id, 1, Integer::sum)));
            changed = keptItems.keySet().removeIf(id -> savers.getOrDefault(id, 0) < leastSavers);
            keptOwners.values().forEach(owner -> owner.saves().keySet().retainAll(keptItems.keySet()));
            changed |= keptOwners.values().removeIf(owner -> owner.saves().size() < leastSaves);
        }
        return new Library(keptItems, keptOwners);
    }
}

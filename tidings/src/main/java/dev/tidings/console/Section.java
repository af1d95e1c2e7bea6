package dev.tidings.console;

import java.util.List;

/** The console's pages in groups, as the navigation shows them below the overview. */
public enum Section {
    LETTERS(
            "Letters",
            new Entry("Editions", "/console/editions", "/console/letters", "/console/run"),
            new Entry("Users", "/console/users"),
            new Entry("Outbox", "/console/outbox")),
    OPPORTUNITIES(
            "Opportunities",
            new Entry("Catalog", "/console/opportunities"),
            new Entry("Sources", "/console/sources"),
            new Entry("Bot", "/console/bot")),
    UPKEEP("Upkeep", new Entry("Maintenance", "/console/maintenance"), new Entry("Jobs", "/console/jobs"));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final List<Entry> entries;

    Section(String title, Entry... entries) {
        this.title = title;
        this.entries = List.of(entries);
    }

    /**
     * A place in the navigation.
     *
     * @param path where it leads
     * @param also paths whose pages belong to it too
     */
    public record Entry(String title, String path, List<String> also) {
        Entry(String title, String path, String... also) {
            this(title, path, List.of(also));
        }

        public boolean holds(Visit visit) {
            return visit.within(path) || also.stream().anyMatch(visit::within);
        }
    }

    public String title() {
        return title;
    }

    public List<Entry> entries() {
        return entries;
    }

    public boolean holds(Visit visit) {
        return entries.stream().anyMatch(entry -> entry.holds(visit));
    }
}

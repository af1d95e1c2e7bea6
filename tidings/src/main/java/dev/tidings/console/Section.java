package dev.tidings.console;

import java.util.List;

/** A group of the console's pages, as the navigation shows them beside the overview. */
public record Section(String title, List<Entry> entries) {
    public static final List<Section> ALL = List.of(
            new Section(
                    "Letters",
                    List.of(
                            new Entry("Editions", "/console/editions", "/console/letters", "/console/run"),
                            new Entry("Users", "/console/users"),
                            new Entry("Outbox", "/console/outbox"))),
            new Section(
                    "Opportunities",
                    List.of(
                            new Entry("Catalog", "/console/opportunities"),
                            new Entry("Sources", "/console/sources"),
                            new Entry("Bot", "/console/bot"))),
            new Section(
                    "Upkeep",
                    List.of(new Entry("Maintenance", "/console/maintenance"), new Entry("Jobs", "/console/jobs"))));

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

    public boolean holds(Visit visit) {
        return entries.stream().anyMatch(entry -> entry.holds(visit));
    }
}

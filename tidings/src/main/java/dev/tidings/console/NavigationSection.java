package dev.tidings.console;

import java.util.List;

/** A group of the console's pages, as the navigation shows them beside the overview. */
public record NavigationSection(String title, List<NavigationEntry> entries) {
    public static final List<NavigationSection> ALL = List.of(
            new NavigationSection(
                    "Letters",
                    List.of(
                            new NavigationEntry("Editions", "/console/editions", "/console/letters", "/console/run"),
                            new NavigationEntry("Users", "/console/users"),
                            new NavigationEntry("Outbox", "/console/outbox"))),
            new NavigationSection(
                    "Opportunities",
                    List.of(
                            new NavigationEntry("Catalog", "/console/opportunities"),
                            new NavigationEntry("Sources", "/console/sources"),
                            new NavigationEntry("Bot", "/console/bot"))),
            new NavigationSection(
                    "Upkeep",
                    List.of(
                            new NavigationEntry("Maintenance", "/console/maintenance"),
                            new NavigationEntry("Jobs", "/console/jobs"))));

    /**
     * A place in the navigation.
     *
     * @param path where it leads
     * @param otherPaths paths whose pages belong to it too
     */
    public record NavigationEntry(String title, String path, List<String> otherPaths) {
        NavigationEntry(String title, String path, String... otherPaths) {
            this(title, path, List.of(otherPaths));
        }

        public boolean contains(PageContext visit) {
            return visit.isWithin(path) || otherPaths.stream().anyMatch(visit::isWithin);
        }
    }

    public boolean contains(PageContext visit) {
        return entries.stream().anyMatch(entry -> entry.contains(visit));
    }
}

package dev.tidings.console;

import java.util.List;

/** A group of pages in the navigation. */
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
                    "Operations",
                    List.of(
                            new NavigationEntry("Maintenance", "/console/maintenance"),
                            new NavigationEntry("Jobs", "/console/jobs"))));

    /**
     * An entry of the navigation.
     *
     * @param path path of its page
     * @param otherPaths paths whose pages also belong to it
     */
    public record NavigationEntry(String title, String path, List<String> otherPaths) {
        NavigationEntry(String title, String path, String... otherPaths) {
            this(title, path, List.of(otherPaths));
        }

        public boolean contains(PageContext context) {
            return context.isWithin(path) || otherPaths.stream().anyMatch(context::isWithin);
        }
    }

    public boolean contains(PageContext context) {
        return entries.stream().anyMatch(entry -> entry.contains(context));
    }
}

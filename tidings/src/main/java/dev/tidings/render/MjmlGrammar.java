package dev.tidings.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The MJML elements and the parents in which each is allowed (MJML 4). The compiler itself does not check this. */
final class MjmlGrammar {
    private static final Map<String, Set<String>> PARENTS = parents();

    private MjmlGrammar() {}

    static boolean knows(String element) {
        return PARENTS.containsKey(element);
    }

    static boolean allows(String parent, String element) {
        return parent.equals("mj-attributes")
                || parent.equals("mj-class")
                || PARENTS.getOrDefault(element, Set.of()).contains(parent);
    }

    static Set<String> parentsOf(String element) {
        return PARENTS.getOrDefault(element, Set.of());
    }

    private static Map<String, Set<String>> parents() {
        Map<String, Set<String>> parents = new HashMap<>();
        put(parents, List.of("mjml"), Set.of());
        put(parents, List.of("mj-head", "mj-body"), Set.of("mjml"));
        put(
                parents,
                List.of("mj-title", "mj-preview", "mj-attributes", "mj-breakpoint", "mj-font", "mj-style"),
                Set.of("mj-head"));
        put(parents, List.of("mj-all", "mj-class"), Set.of("mj-attributes"));
        put(parents, List.of("mj-wrapper"), Set.of("mj-body"));
        put(parents, List.of("mj-section", "mj-hero"), Set.of("mj-body", "mj-wrapper"));
        put(parents, List.of("mj-group"), Set.of("mj-section"));
        put(parents, List.of("mj-column"), Set.of("mj-section", "mj-group"));
        put(
                parents,
                List.of("mj-text", "mj-button", "mj-image", "mj-divider", "mj-spacer", "mj-table", "mj-social"),
                Set.of("mj-column", "mj-hero"));
        put(parents, List.of("mj-social-element"), Set.of("mj-social"));
        put(
                parents,
                List.of("mj-raw"),
                Set.of("mj-head", "mj-body", "mj-wrapper", "mj-section", "mj-group", "mj-column", "mj-hero"));
        return Map.copyOf(parents);
    }

    private static void put(Map<String, Set<String>> parents, List<String> elements, Set<String> allowed) {
        elements.forEach(element -> parents.put(element, allowed));
    }
}

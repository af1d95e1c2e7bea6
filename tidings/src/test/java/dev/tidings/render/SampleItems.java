package dev.tidings.render;

import dev.tidings.content.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content of the source {@code recommendation}: five opportunities, the first one complete. */
final class SampleItems {
    private SampleItems() {}

    static Content content() {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        items.add(item(
                "bethanien",
                "Residency for sculptors",
                "Residency · Sculpture",
                "Foundry Studios · Berlin, or remote",
                "Fee €25 · Award: €5,000 and a studio"));
        items.add(item("lodz", "Biennale <Łódź> – \"open\" call & more", "", "", ""));
        items.add(item("kyoto", "日本の公募 😀", "Open call", "Kyoto", ""));
        items.add(item("", "A prize", "Prize", "", "Free to apply"));
        items.add(item("commission", "A commission for a public square", "", "City of Graz", ""));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("headline", "Five opportunities picked for you, the first closes in 9 days");
        fields.put("items", items);
        fields.put("account_id", "ada-moreno");
        fields.put("period_label", "Week of Nov 23");
        return new Content(5, "Residency for sculptors, and four more; first deadline Dec 2", fields);
    }

    private static Map<String, @Nullable Object> item(
            String id, String title, String kind, String whoWhere, String terms) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("url", id.isEmpty() ? "" : "https://example.org/calls/" + id);
        fields.put("title", title);
        fields.put("kind", kind);
        fields.put("who_where", whoWhere);
        fields.put("deadline", "Closes in 9 days (Dec 2)");
        fields.put("terms", terms);
        fields.put("reason", "Because you like sculpture residencies in Berlin");
        return fields;
    }
}

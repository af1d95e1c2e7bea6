package dev.tidings.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.opportunities.OpportunityImport;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reports of one call by several sources. */
public final class MarbleWeek {
    public static final String TITLE = "Marble week in Carrara";

    private static final JsonMapper JSON = JsonMapper.shared();

    private MarbleWeek() {}

    /** A source's report of the call. */
    public static ObjectNode report(String id, String source, String title) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("source", source)
                .put("title", title)
                .put("organization", "Cava Alta")
                .put("url", "https://" + source + ".example/" + id)
                .put("deadline", "2026-12-15")
                .put(
                        "description",
                        "Five weeks of carving in the open, with blocks of marble, compressors and a crane. Board is free.");
    }

    /** Imports each report as its source's run does. */
    public static void importReports(TestApplication app, ObjectNode... reports) {
        for (ObjectNode report : reports) {
            assertThat(app.get(OpportunityImport.class)
                            .importFromSource(List.of(report))
                            .importReport()
                            .badRows())
                    .isEmpty();
        }
    }
}

package dev.tidings.fuzz;

import dev.tidings.api.RequestFuzzTarget;
import dev.tidings.audience.UserFuzzTarget;
import dev.tidings.bulk.RowFuzzTarget;
import dev.tidings.content.metrics.MetricsFuzzTarget;
import dev.tidings.core.AddressFuzzTarget;
import dev.tidings.feedback.VisitorFuzzTarget;
import dev.tidings.opportunities.OpportunityFuzzTarget;
import dev.tidings.render.TemplateFuzzTarget;
import dev.tidings.scraping.DocumentFuzzTarget;
import dev.tidings.scraping.reading.DateFuzzTarget;
import dev.tidings.scraping.web.ResponseFuzzTarget;
import dev.tidings.settings.VariableFuzzTarget;
import dev.tidings.transport.resend.ResendFuzzTarget;
import dev.tidings.transport.smtp.ReplyFuzzTarget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The parsers of bytes from outside, by name. */
final class FuzzTargets {
    private static final Map<String, Supplier<FuzzTarget>> BY_NAME = new TreeMap<>(Map.ofEntries(
            Map.entry("addresses", AddressFuzzTarget::new),
            Map.entry("configuration", ConfigurationFuzzTarget::new),
            Map.entry("dates", DateFuzzTarget::new),
            Map.entry("documents", DocumentFuzzTarget::new),
            Map.entry("metrics", MetricsFuzzTarget::new),
            Map.entry("opportunities", OpportunityFuzzTarget::new),
            Map.entry("replies", ReplyFuzzTarget::new),
            Map.entry("requests", RequestFuzzTarget::new),
            Map.entry("resend", ResendFuzzTarget::new),
            Map.entry("responses", ResponseFuzzTarget::new),
            Map.entry("rows", RowFuzzTarget::new),
            Map.entry("templates", TemplateFuzzTarget::new),
            Map.entry("users", UserFuzzTarget::new),
            Map.entry("variables", VariableFuzzTarget::new),
            Map.entry("visitors", VisitorFuzzTarget::new)));

    private FuzzTargets() {}

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static FuzzTarget named(String name) {
        Supplier<FuzzTarget> target = BY_NAME.get(name);
        if (target == null) {
            throw new IllegalArgumentException(
                    "There is no target \"" + name + "\"; there are " + String.join(", ", names()));
        }
        return target.get();
    }
}

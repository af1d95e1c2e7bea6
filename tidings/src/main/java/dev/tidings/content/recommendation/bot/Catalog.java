package dev.tidings.content.recommendation.bot;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The opportunities to pick from, and those that readers reacted to before, made ready for picking; immutable, to be shared
 * by threads. Building it costs seconds: build it once per state of the opportunities.
 */
public final class Catalog {
    private final Map<String, Opportunity> byId;
    private final Map<String, Response> responses;

    private Catalog(Map<String, Opportunity> byId, Map<String, Response> responses) {
        this.byId = byId;
        this.responses = responses;
    }

    /**
     * @param opportunities only those that are live can be picked; of the others, give the ones that readers reacted to
     * @param responses by id of the opportunity; those that nobody saw need none
     */
    public static Catalog of(Collection<Opportunity> opportunities, Map<String, Response> responses) {
        Map<String, Opportunity> byId = new java.util.TreeMap<>();
        opportunities.forEach(opportunity -> byId.put(opportunity.id(), opportunity));
        return new Catalog(byId, Map.copyOf(responses));
    }

    public @Nullable Opportunity find(String id) {
        return byId.get(id);
    }

    Collection<Opportunity> all() {
        return byId.values();
    }

    Response response(String id) {
        return responses.getOrDefault(id, new Response(0, 0));
    }
}

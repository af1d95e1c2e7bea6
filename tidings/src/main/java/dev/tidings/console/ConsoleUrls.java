package dev.tidings.console;

import dev.tidings.ledger.LetterFilter;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.opportunities.OpportunityFilter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The addresses of the console's pages. User ids can be any text, so they are in queries, never in paths. */
public final class ConsoleUrls {
    private ConsoleUrls() {}

    public static String editions(@Nullable String digest, @Nullable Long before) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/console/editions");
        add(address, "digest", digest);
        add(address, "before", before);
        return text(address);
    }

    public static String edition(long id) {
        return "/console/editions/" + id;
    }

    /** @param reason only letters with this reason, or null for all */
    public static String retry(long edition, @Nullable String reason) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(edition(edition) + "/retry");
        add(address, "reason", reason);
        return text(address);
    }

    public static String letters(long edition, LetterStatus status) {
        return letters(edition, new LetterFilter(status, null, false, null), null);
    }

    /** An edition's letters for a filter, after the last user id of the preceding page. */
    public static String letters(long edition, LetterFilter filter, @Nullable String after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(edition(edition));
        add(
                address,
                "status",
                filter.status() == null ? null : filter.status().name().toLowerCase(Locale.ROOT));
        add(address, "reason", filter.reason());
        add(address, "unknown", filter.outcomeUnknown() ? true : null);
        add(address, "user", filter.userId());
        add(address, "after", after);
        return text(address);
    }

    public static String letter(long id) {
        return "/console/letters/" + id;
    }

    public static String user(String id) {
        return ofUser("/console/users/user", id, null);
    }

    public static String preview(String digest, String userId) {
        return ofUser("/console/users/preview", userId, digest);
    }

    /** The letter of {@link #preview} as its own document. */
    public static String previewFrame(String digest, String userId) {
        return ofUser("/console/users/preview/html", userId, digest);
    }

    public static String test(String digest, String userId) {
        return ofUser("/console/users/test", userId, digest);
    }

    public static String run(String digest) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/console/run");
        add(address, "digest", digest);
        return text(address);
    }

    /** Opportunities for a filter, after the last id of the preceding page. */
    public static String opportunities(OpportunityFilter filter, @Nullable String before) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/console/opportunities");
        add(address, "text", filter.text());
        add(address, "source", filter.source());
        add(
                address,
                "status",
                filter.status() == null ? null : filter.status().name().toLowerCase(Locale.ROOT));
        add(address, "before", before);
        return text(address);
    }

    public static String opportunity(String id) {
        return opportunity(id, null);
    }

    /** The confirmation page of an action; without an action, the opportunity's own page. */
    public static String opportunity(String id, @Nullable OpportunityAction action) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(
                "/console/opportunities/" + (action == null ? "opportunity" : action.code()));
        add(address, "id", id);
        return text(address);
    }

    /** A source's page. Names of sources need no encoding. */
    public static String source(String name) {
        return "/console/sources/" + name;
    }

    /** The explanation of the picks in a user's newest letter. */
    public static String why(String userId) {
        return ofUser("/console/bot/why", userId, null);
    }

    /** The confirmation page before a user's bot is reset. */
    public static String resetBot(String userId) {
        return ofUser("/console/bot/reset", userId, null);
    }

    /** The confirmation page before a model version goes live. */
    public static String promote(long version) {
        return "/console/bot/versions/" + version + "/promote";
    }

    /** The confirmation page before a job runs. */
    public static String runJob(String id) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/console/jobs/run");
        add(address, "id", id);
        return text(address);
    }

    private static String ofUser(String path, String userId, @Nullable String digest) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        add(address, "digest", digest);
        add(address, "id", userId);
        return text(address);
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }

    private static String text(UriComponentsBuilder address) {
        return address.encode().toUriString();
    }
}

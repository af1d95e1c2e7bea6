package dev.tidings.console;

import dev.tidings.ledger.LetterFilter;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.opportunities.OpportunityFilter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where things are in the console. Ids of users are any text, so they stand in queries, never in paths. */
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

    public static String letters(long edition, LetterStatus status) {
        return letters(edition, new LetterFilter(status, null, false, null), null);
    }

    /** An edition's letters, as the filter and the last user id of the page before say. */
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

    /** The letter of {@link #preview}, as a document of its own. */
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

    /** Opportunities, as the filter and the last id of the page before say. */
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

    /** The question before a deed; with no deed, the opportunity's own page. */
    public static String opportunity(String id, @Nullable OpportunityAction deed) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/console/opportunities/" + (deed == null ? "opportunity" : deed.code()));
        add(address, "id", id);
        return text(address);
    }

    /** A source's name needs no encoding. */
    public static String source(String name) {
        return "/console/sources/" + name;
    }

    /** Why a user's newest letter offers what it offers. */
    public static String why(String userId) {
        return ofUser("/console/bot/why", userId, null);
    }

    /** The question before a user's bot is reset. */
    public static String resetBot(String userId) {
        return ofUser("/console/bot/reset", userId, null);
    }

    /** The question before a version of the model goes live. */
    public static String promote(long version) {
        return "/console/bot/versions/" + version + "/promote";
    }

    /** The question before a job runs by hand. */
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

package dev.tidings.scraping;

import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in words what a server wants that refuses a document. */
final class FetchNeeds {
    private FetchNeeds() {}

    /** Sentences for operators; empty if the failure says nothing of that kind. */
    static List<String> of(FetchFailed failed) {
        if (failed.problem().startsWith("Redirect loop")) {
            return List.of("A cookie is wanted: the server sends those without one back to where they came from");
        }
        @Nullable Integer status = failed.status();
        if (status == null) {
            return List.of();
        }
        return switch (status) {
            case 401 ->
                List.of("A sign-in is wanted: send the key with headers, for example Authorization: Bearer ${NAME}");
            case 403 -> List.of("The server refuses programs: ask the site's owner for a feed or for permission");
            default -> List.of();
        };
    }
}

package dev.tidings.scraping;

import dev.tidings.scraping.reading.ListedPage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides in which order the pages of a sitemap are fetched, so that a run goes on where the last one ended. */
final class SitemapPlan {
    private static final Comparator<ListedPage> NEWEST_FIRST = Comparator.comparing(
                    (ListedPage page) -> Objects.requireNonNullElse(page.modifiedAt(), Instant.MIN))
            .reversed();

    /** A page could have been empty because of a fault. */
    private static final Duration EMPTY_AGAIN = Duration.ofDays(7);

    private SitemapPlan() {}

    /**
     * The pages that are new or have another {@code lastmod} than at their last fetch, newest first. Then, least recently
     * fetched first, those without a date, and those that had no items a week ago. Other pages are not due.
     */
    static List<ListedPage> due(Collection<ListedPage> listed, Map<URI, KnownDocument> known, Instant now) {
        List<ListedPage> changed = new ArrayList<>();
        List<ListedPage> repeated = new ArrayList<>();
        for (ListedPage page : listed) {
            @Nullable KnownDocument before = known.get(page.uri());
            @Nullable Instant modified = page.modifiedAt();
            if (before == null || (modified != null && !modified.equals(before.listedModifiedAt()))) {
                changed.add(page);
            } else if (modified == null || isEmptyFor(EMPTY_AGAIN, before, now)) {
                repeated.add(page);
            }
        }
        changed.sort(NEWEST_FIRST);
        repeated.sort(Comparator.comparing(
                page -> Objects.requireNonNull(known.get(page.uri())).fetchedAt()));
        changed.addAll(repeated);
        return changed;
    }

    private static boolean isEmptyFor(Duration age, KnownDocument document, Instant now) {
        return document.items().isEmpty() && document.fetchedAt().isBefore(now.minus(age));
    }
}

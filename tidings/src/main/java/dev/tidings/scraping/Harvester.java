package dev.tidings.scraping;

import dev.tidings.scraping.Harvest.Gathered;
import dev.tidings.scraping.reading.DocumentReader;
import dev.tidings.scraping.reading.Reading;
import dev.tidings.scraping.reading.Unreadable;
import dev.tidings.scraping.web.Fetch;
import dev.tidings.scraping.web.Visit;
import dev.tidings.scraping.web.Web;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches a source's documents, from the first to those that it leads to. */
@Component
class Harvester {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_ITEMS = 5_000;

    /** Too Many Requests, Service Unavailable. */
    private static final Set<Integer> DISMISSALS = Set.of(429, 503);

    private final Web web;
    private final KnownDocuments known;
    private final InstantSource clock;

    Harvester(Web web, KnownDocuments known, InstantSource clock) {
        this.web = web;
        this.known = known;
        this.clock = clock;
    }

    /**
     * A first document that cannot be had or read fails the run; a later one is noted.
     *
     * @throws InterruptedException if the thread is asked to end
     */
    Harvest harvest(Source source) throws InterruptedException {
        Harvest harvest = new Harvest();
        DocumentReader reader = Readers.of(source);
        Deque<URI> ahead = new ArrayDeque<>(List.of(source.url()));
        Set<URI> seen = new HashSet<>(ahead);
        Instant end = clock.instant().plus(LONGEST);
        int items = 0;
        while (!ahead.isEmpty() && harvest.problem() == null && !harvest.isDismissed()) {
            if (harvest.visits() == source.pages()
                    || items >= MOST_ITEMS
                    || clock.instant().isAfter(end)) {
                harvest.note(ahead.size() + " documents were left for another time");
                break;
            }
            @Nullable Reading reading = visit(source, ahead.remove(), reader, harvest);
            if (Thread.interrupted()) {
                throw new InterruptedException("The run was asked to end");
            }
            if (reading != null) {
                items += reading.items().size();
                reading.onward().stream().filter(seen::add).forEach(ahead::add);
            }
        }
        return harvest;
    }

    private @Nullable Reading visit(Source source, URI uri, DocumentReader reader, Harvest harvest)
            throws InterruptedException {
        @Nullable KnownDocument before = known.find(source, uri).orElse(null);
        Visit visit = new Visit(
                uri,
                source.url().getPort(),
                source.allowPrivate(),
                before == null ? null : before.etag(),
                before == null ? null : before.lastModified());
        return switch (web.get(visit)) {
            case Fetch.Fetched fetched -> {
                harvest.visited(fetched.status());
                yield read(uri, fetched, reader, harvest);
            }
            case Fetch.Unchanged unchanged -> {
                harvest.visited(304);
                if (before != null) {
                    harvest.confirm(before);
                }
                yield null;
            }
            case Fetch.Failed failed -> {
                harvest.visited(failed.status());
                if (failed.retryAfter() != null || (failed.status() != null && DISMISSALS.contains(failed.status()))) {
                    harvest.dismissed(failed.retryAfter());
                }
                trouble(harvest, uri, failed.problem());
                yield null;
            }
        };
    }

    private static @Nullable Reading read(URI uri, Fetch.Fetched fetched, DocumentReader reader, Harvest harvest) {
        try {
            Reading reading = reader.read(fetched.document());
            harvest.add(
                    new Gathered(
                            uri,
                            fetched.etag(),
                            fetched.lastModified(),
                            reading.items(),
                            reading.onward().isEmpty()),
                    fetched.document().bytes().length);
            return reading;
        } catch (Unreadable e) {
            trouble(harvest, uri, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void trouble(Harvest harvest, URI uri, String problem) {
        if (harvest.isFirst()) {
            harvest.fail(problem);
        } else {
            harvest.note(uri + ": " + problem);
        }
    }
}

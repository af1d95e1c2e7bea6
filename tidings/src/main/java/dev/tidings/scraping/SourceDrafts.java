package dev.tidings.scraping;

import dev.tidings.core.WebUrl;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.reading.DocumentNature;
import dev.tidings.scraping.reading.FeedGuess;
import dev.tidings.scraping.reading.JsonGuess;
import dev.tidings.scraping.reading.PageGuess;
import dev.tidings.scraping.reading.PageNeeds;
import dev.tidings.scraping.reading.ParserPool;
import dev.tidings.scraping.reading.SourceGuess;
import dev.tidings.scraping.reading.UnreadableDocument;
import dev.tidings.scraping.web.DocumentFetch;
import dev.tidings.scraping.web.DocumentFetch.FetchFailed;
import dev.tidings.scraping.web.DocumentFetch.Fetched;
import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchRequest;
import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at an address and drafts a source file for it. */
@Component
public class SourceDrafts {
    private static final int MAX_NAME = 40;

    private final DocumentFetcher fetcher;
    private final ParserPool parsers;

    SourceDrafts(DocumentFetcher fetcher, ParserPool parsers) {
        this.fetcher = fetcher;
        this.parsers = parsers;
    }

    /**
     * @param allowPrivate whether the address may be private; for tests only
     * @throws InterruptedException if the thread is interrupted
     */
    public SourceDraft draft(URI url, boolean allowPrivate) throws InterruptedException {
        return switch (fetcher.fetch(new FetchRequest(url, WebUrl.port(url), allowPrivate))) {
            case Fetched fetched -> {
                try {
                    yield draft(url, fetched, allowPrivate);
                } catch (UnreadableDocument e) {
                    yield new SourceDraft(name(url), null, List.of(String.valueOf(e.getMessage())));
                }
            }
            case FetchFailed failed -> {
                List<String> remarks = new ArrayList<>(List.of(failed.problem()));
                remarks.addAll(FetchNeeds.of(failed));
                yield new SourceDraft(name(url), null, remarks);
            }
            case DocumentFetch.NotModified unchanged ->
                new SourceDraft(name(url), null, List.of("The server answered 304 to a request without conditions"));
        };
    }

    private SourceDraft draft(URI url, Fetched fetched, boolean allowPrivate) throws InterruptedException {
        URI address = fetched.movedTo() == null ? url : fetched.movedTo();
        WebDocument document = fetched.document();
        DocumentNature nature = parsers.call(() -> DocumentNature.of(document));
        List<String> remarks = new ArrayList<>(List.of("This is " + nature.words() + "."));
        if (fetched.movedTo() != null) {
            remarks.add("The address has moved for good, to " + address);
        }
        if (nature != DocumentNature.HTML) {
            return write(address, document, nature, fetched.nextPage() != null, remarks);
        }
        PageNeeds needs = parsers.call(() -> PageNeeds.of(document));
        remarks.addAll(needs.sentences());
        if (!needs.feeds().isEmpty()) {
            URI feed = needs.feeds().getFirst();
            if (fetcher.fetch(new FetchRequest(feed, WebUrl.port(url), allowPrivate)) instanceof Fetched found
                    && parsers.call(() -> DocumentNature.of(found.document())) == DocumentNature.FEED) {
                return write(feed, found.document(), DocumentNature.FEED, false, remarks);
            }
            remarks.add("That feed cannot be read");
        }
        if (needs.linkedItems() > 0) {
            return file(address, SourceKind.SITEMAP, null, false, remarks);
        }
        return write(address, document, nature, fetched.nextPage() != null, remarks);
    }

    private SourceDraft write(
            URI address, WebDocument document, DocumentNature nature, boolean linkHeader, List<String> remarks)
            throws InterruptedException {
        try {
            return parsers.call(() -> written(address, document, nature, linkHeader, remarks));
        } catch (UnreadableDocument e) {
            remarks.add(String.valueOf(e.getMessage()));
            return new SourceDraft(name(address), null, remarks);
        }
    }

    private static SourceDraft written(
            URI address, WebDocument document, DocumentNature nature, boolean linkHeader, List<String> remarks) {
        return switch (nature) {
            case FEED -> file(address, SourceKind.RSS, FeedGuess.of(document), false, remarks);
            case CALENDAR -> file(address, SourceKind.ICAL, null, false, remarks);
            case SITEMAP -> file(address, SourceKind.SITEMAP, null, false, remarks);
            case JSON -> listed(address, SourceKind.JSON, new JsonGuess().of(document), linkHeader, remarks);
            case HTML -> listed(address, SourceKind.HTML, PageGuess.of(document), linkHeader, remarks);
            case OTHER -> new SourceDraft(name(address), null, remarks);
        };
    }

    private static SourceDraft listed(
            URI address, SourceKind kind, @Nullable SourceGuess guess, boolean linkHeader, List<String> remarks) {
        if (guess == null) {
            remarks.add("No list was found in it");
            return new SourceDraft(name(address), null, remarks);
        }
        return file(address, kind, guess, linkHeader, remarks);
    }

    private static SourceDraft file(
            URI address, SourceKind kind, @Nullable SourceGuess guess, boolean linkHeader, List<String> remarks) {
        return new SourceDraft(name(address), SourceYaml.write(address, kind, guess, linkHeader), remarks);
    }

    /** The host without {@code www.}, as a source's name. */
    private static String name(URI url) {
        String host = WebUrl.host(url).replaceFirst("^www\\.", "");
        String name = host.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.substring(0, Math.min(MAX_NAME, name.length()));
    }
}

package dev.tidings.content;

import dev.tidings.audience.Recipient;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The content sources, by their names in digest files. */
@Component
public class ContentSources {
    private final Map<String, ContentSource> sources;

    ContentSources(List<ContentSource> sources) {
        this.sources = sources.stream().collect(Collectors.toMap(ContentSource::name, Function.identity()));
    }

    public ContentSource of(Digest digest) {
        return named(digest.content().source());
    }

    public Content present(Facts facts, Recipient recipient, DigestPeriod period) {
        return named(facts.source()).present(facts, recipient, period);
    }

    private ContentSource named(String name) {
        ContentSource source = sources.get(name);
        if (source == null) {
            throw new IllegalStateException(
                    "There is no content source \"" + name + "\"; there are " + sources.keySet());
        }
        return source;
    }
}

package dev.tidings.edition;

import dev.tidings.content.ContentSource;
import dev.tidings.digest.Digest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The rooms that compose content, by the name that a digest's file asks for. */
@Component
public class ContentSources {
    private final Map<String, ContentSource> sources;

    ContentSources(List<ContentSource> sources) {
        this.sources = sources.stream().collect(Collectors.toMap(ContentSource::name, Function.identity()));
    }

    public ContentSource of(Digest digest) {
        ContentSource source = sources.get(digest.content().source());
        if (source == null) {
            throw new IllegalStateException("digest " + digest.name() + " asks for the content source \""
                    + digest.content().source() + "\"; there are " + sources.keySet());
        }
        return source;
    }
}

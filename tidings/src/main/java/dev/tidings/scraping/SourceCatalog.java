package dev.tidings.scraping;

import java.util.List;
import java.util.Optional;

/** The configured sources, in the order of their files. */
public record SourceCatalog(List<Source> all) {

    public SourceCatalog {
        all = List.copyOf(all);
    }

    public Optional<Source> find(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }

    /** @throws UnknownSource if no file describes it */
    public Source require(String name) {
        return find(name)
                .orElseThrow(() ->
                        new UnknownSource(name, all.stream().map(Source::name).toList()));
    }
}

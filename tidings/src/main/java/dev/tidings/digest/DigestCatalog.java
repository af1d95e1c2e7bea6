package dev.tidings.digest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The digests of this installation, in the order of their files. */
public final class DigestCatalog {
    private final Map<String, Digest> digests = new LinkedHashMap<>();

    public DigestCatalog(List<Digest> digests) {
        digests.forEach(digest -> this.digests.put(digest.name(), digest));
    }

    public Collection<Digest> all() {
        return digests.values();
    }

    public Optional<Digest> find(String name) {
        return Optional.ofNullable(digests.get(name));
    }

    /** @throws UnknownDigest if no file describes it */
    public Digest require(String name) {
        return find(name).orElseThrow(() -> new UnknownDigest(name, digests.keySet()));
    }

    /** The digest that {@code users.opt_in_digest} speaks of: the one marked {@code primary}, or else the first. */
    public Digest primary() {
        return digests.values().stream()
                .filter(Digest::primary)
                .findFirst()
                .orElseGet(() -> digests.values().iterator().next());
    }
}

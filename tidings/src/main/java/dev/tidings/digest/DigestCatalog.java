package dev.tidings.digest;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The digests of this installation, in the order of their files. */
public final class DigestCatalog {
    private final Map<String, Digest> digests = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if there is none, or two have the same name */
    public DigestCatalog(List<Digest> digests) {
        if (digests.isEmpty()) {
            throw new IllegalArgumentException("There is no digest");
        }
        for (Digest digest : digests) {
            if (this.digests.put(digest.name(), digest) != null) {
                throw new IllegalArgumentException("Two digests have the name " + digest.name());
            }
        }
    }

    public Collection<Digest> all() {
        return Collections.unmodifiableCollection(digests.values());
    }

    public Optional<Digest> find(String name) {
        return Optional.ofNullable(digests.get(name));
    }

    /** @throws UnknownDigest if no file describes it */
    public Digest require(String name) {
        return find(name).orElseThrow(() -> new UnknownDigest(name, digests.keySet()));
    }

    /** The digest that {@code users.opt_in_digest} refers to: the one marked {@code primary}, or else the first. */
    public Digest primary() {
        return digests.values().stream()
                .filter(Digest::primary)
                .findFirst()
                .orElseGet(() -> digests.values().iterator().next());
    }
}

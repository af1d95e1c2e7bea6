package dev.tidings.digest;

import java.util.Collection;

/** No digest file has the given name. */
public final class UnknownDigest extends RuntimeException {
    public UnknownDigest(String name, Collection<String> known) {
        super("There is no digest \"" + name + "\"; the configuration has " + String.join(", ", known));
    }
}

package dev.tidings.settings;

import dev.tidings.core.Secret;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds variables with the same secret. Who knows one secret must not know another. */
final class SharedSecrets {
    private final Map<Secret, Set<String>> names = new LinkedHashMap<>();

    void add(String name, Collection<Secret> secrets) {
        secrets.forEach(
                secret -> names.computeIfAbsent(secret, _ -> new TreeSet<>()).add(name));
    }

    /** One line for each secret that several variables have. */
    List<String> errors() {
        return names.values().stream()
                .filter(each -> each.size() > 1)
                .map(each -> String.join(" and ", each)
                        + " have the same value: give each its own (for example: openssl rand -hex 32)")
                .toList();
    }
}

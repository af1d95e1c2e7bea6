package dev.tidings.settings;

import dev.tidings.core.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds variables that look like Tidings' own and are not: a mistyped name would be passed over in silence. */
final class UnknownVariables {
    private static final String PREFIX = "TIDINGS_";

    /** Read by {@code bin/tidings}. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("TIDINGS_HEAP", "TIDINGS_JAVA_OPTIONS");

    /** What Kubernetes sets for a service that is named tidings (kubernetes.io, Service, environment variables). */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile("TIDINGS(?:_[A-Z0-9_]+)?_(?:SERVICE_(?:HOST|PORT)(?:_[A-Z0-9_]+)?|PORT(?:_\\d+_.*)?)");

    private UnknownVariables() {}

    /** One line for each. */
    static List<String> errors(Map<String, String> environment, Set<String> known) {
        List<String> errors = new ArrayList<>();
        for (String name : new TreeMap<>(environment).keySet()) {
            if (known.contains(name) || OF_THE_LAUNCHER.contains(name)) {
                continue;
            }
            if (name.startsWith(PREFIX) && !OF_A_SERVICE.matcher(name).matches()) {
                String near = Suggestion.nearest(name, known);
                errors.add(name + " is not a setting: "
                        + (near == null ? "docs/configuration.md lists them" : "did you mean " + near + "?"));
            } else if (!name.startsWith(PREFIX)) {
                known.stream()
                        .filter(setting ->
                                !environment.containsKey(setting) && Suggestion.isOneLetterOff(name, setting))
                        .findFirst()
                        .ifPresent(setting -> errors.add(name + " is not a setting: did you mean " + setting + "?"));
            }
        }
        return errors;
    }
}

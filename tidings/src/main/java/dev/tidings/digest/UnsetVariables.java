package dev.tidings.digest;

import dev.tidings.yaml.YamlSection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables that are not set although keys of the configuration may need them.
 *
 * @param names empty if the command delivers nothing
 */
public record UnsetVariables(Set<String> names) {
    public static final UnsetVariables NONE = new UnsetVariables(Set.of());

    private static final Map<String, String> BY_TRANSPORT = Map.of("resend", "RESEND_API_KEY", "smtp", "SMTP_URL");

    /** Reports a key that names a transport whose variable is not set. */
    void checkTransport(YamlSection section, @Nullable String transport) {
        String variable = transport == null ? null : BY_TRANSPORT.get(transport);
        if (variable != null && names.contains(variable)) {
            section.reportError(
                    "transport",
                    "is \"" + transport + "\", but " + variable + " is not set: set it, or give another transport");
        }
    }

    /** Reports a key whose variable is not set. */
    void check(YamlSection section, String key, @Nullable Object value, String variable, String use) {
        if (value != null && names.contains(variable)) {
            section.reportError(key, "is set, but " + variable + " is not: " + use);
        }
    }
}

package dev.tidings.scraping;

import dev.tidings.core.Secret;
import dev.tidings.yaml.YamlSection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The environment variables that source files refer to as <code>${NAME}</code>. */
@FunctionalInterface
interface SourceVariables {
    SourceVariables ENVIRONMENT = System::getenv;

    Pattern REFERENCE = Pattern.compile("\\$\\{(\\w{1,100})}");

    /** The value of a variable; null if it is not set. */
    @Nullable
    String value(String name);

    /** The text with the values of its variables. Reports each variable that is not set. */
    default Secret resolve(YamlSection section, String key, String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            String value = value(reference.group(1));
            if (value == null || value.isBlank()) {
                section.reportError(
                        key,
                        "names the variable " + reference.group(1) + ", which is not set: set it in the environment");
            }
            reference.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : value.strip()));
        }
        return new Secret(reference.appendTail(resolved).toString());
    }
}

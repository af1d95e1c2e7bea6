package dev.tidings.console;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * The context of one page view.
 *
 * @param path requested path without the query
 * @param csrf token that every form must return
 * @param timeFormat formats times for this operator
 * @param redirectTo the address to which all letters go; null if they go to their recipients
 */
public record PageContext(
        String path,
        CsrfToken csrf,
        TimeFormat timeFormat,
        @Nullable String redirectTo) {

    /** Whether the page belongs to one of these sections of the console, given by their paths. */
    public boolean isWithin(String... sections) {
        return Arrays.stream(sections).anyMatch(section -> path.equals(section) || path.startsWith(section + "/"));
    }
}

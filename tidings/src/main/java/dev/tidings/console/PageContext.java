package dev.tidings.console;

import java.util.Arrays;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * One look at the console.
 *
 * @param path what was asked for, without the query
 * @param csrf what every form must send back
 * @param timeFormat how to tell times to this operator
 */
public record PageContext(String path, CsrfToken csrf, TimeFormat timeFormat) {

    /** Whether the page belongs to one of these sections of the console, given by their paths. */
    public boolean isWithin(String... sections) {
        return Arrays.stream(sections).anyMatch(section -> path.equals(section) || path.startsWith(section + "/"));
    }
}

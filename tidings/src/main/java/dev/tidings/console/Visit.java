package dev.tidings.console;

import org.springframework.security.web.csrf.CsrfToken;

/**
 * One look at the console.
 *
 * @param path what was asked for, without the query
 * @param csrf what every form must send back
 * @param moments how to tell times to this operator
 */
public record Visit(String path, CsrfToken csrf, Moments moments) {

    /** Whether the page belongs to a section of the console, given by the section's path. */
    public boolean within(String section) {
        return path.equals(section) || path.startsWith(section + "/");
    }
}

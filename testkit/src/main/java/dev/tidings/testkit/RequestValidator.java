package dev.tidings.testkit;

import java.util.List;

/** Validates the bodies of requests to a {@link ResendServer}. */
public interface RequestValidator {
    /** Returns the errors of a body that is posted to the path; empty if it is valid. */
    List<String> errors(String path, String body);
}

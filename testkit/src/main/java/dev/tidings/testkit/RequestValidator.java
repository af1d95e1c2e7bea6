package dev.tidings.testkit;

import java.util.List;

/** Checks the bodies that are posted to a {@link ResendServer}. */
public interface RequestValidator {
    /** @return what is wrong with a body that is posted to the path, in words; empty if nothing is */
    List<String> errors(String path, String body);
}

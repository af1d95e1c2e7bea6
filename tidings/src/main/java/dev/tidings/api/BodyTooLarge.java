package dev.tidings.api;

import java.io.IOException;

/** Thrown if a request's body is larger than its endpoint accepts. */
final class BodyTooLarge extends IOException {
    /** @param limit in bytes */
    BodyTooLarge(long limit) {
        super("The body is larger than " + limit / 1024 + " KiB; many rows go through the bulk endpoints");
    }
}

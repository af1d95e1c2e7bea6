package dev.tidings.delivery.transport;

/** A setting cannot be used as it is; the message says which one, what was found and what to write instead, and no secret. */
public final class InvalidSetting extends RuntimeException {
    public InvalidSetting(String name, String problem) {
        super(name + ": " + problem);
    }
}

package dev.tidings.audience;

/** A user id was given that nobody has. */
public final class UnknownUser extends RuntimeException {
    public UnknownUser(String userId) {
        super("There is no user \"" + userId + "\"");
    }
}

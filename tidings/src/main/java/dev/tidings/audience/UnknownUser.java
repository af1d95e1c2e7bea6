package dev.tidings.audience;

/** No user has the given id. */
public final class UnknownUser extends RuntimeException {
    public UnknownUser(String userId) {
        super("There is no user \"" + userId + "\"");
    }
}

package dev.tidings.content;

import dev.tidings.audience.Recipient;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composes what recipients read, for many at once, in a number of queries that does not depend on how many. */
public interface ContentSource {

    /** The name by which a digest's file asks for it. */
    String name();

    /** What an edition that is opened now is composed with, to the last letter; null where nothing has versions. */
    default @Nullable String version() {
        return null;
    }

    ContentResults compose(ContentRequest commission, List<Recipient> recipients);

    /** What a letter shows of these facts: nothing but these decide, so that each attempt shows the same. */
    Content present(Facts facts, Recipient recipient, DigestPeriod period);

    /** Is told which of an edition's letters were sent, in the transaction that settles them. */
    default void onSent(List<Long> letterIds) {}

    /** Whether the content depends on the recipient's account, not only on the user. */
    default boolean usesAccount() {
        return true;
    }

    /** Content with every field that a letter of this digest can have, to check templates against. */
    Content sample(Digest digest);
}

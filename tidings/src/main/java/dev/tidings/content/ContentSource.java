package dev.tidings.content;

import dev.tidings.audience.Recipient;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import java.util.List;
import java.util.Map;

/** Composes what recipients read, for many at once, in a number of queries that does not depend on how many. */
public interface ContentSource {

    /** The name by which a digest's file asks for it. */
    String name();

    /**
     * One composition per recipient, keyed by user id. A recipient whose content cannot be composed gets
     * {@link Composition.Failed}; it costs no other recipient's letter.
     */
    Map<String, Composition> compose(Digest digest, DigestPeriod period, List<Recipient> recipients);

    /** Content with every field that a letter of this digest can have, to check templates against. */
    Content sample(Digest digest);
}

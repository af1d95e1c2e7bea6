package dev.tidings.content;

import dev.tidings.audience.Recipient;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composes letters for many recipients at once. The number of queries does not depend on the number of recipients. */
public interface ContentSource {

    /** The name in digest files. */
    String name();

    /** The version that composes every letter of an edition opened now; null if the source has no versions. */
    default @Nullable String version() {
        return null;
    }

    ContentResults compose(ContentRequest request, List<Recipient> recipients);

    /** Which of these accounts have the period's numbers; {@link NumbersCoverage#NONE} if the source shows no numbers. */
    default NumbersCoverage coverage(DigestPeriod period, Collection<String> accounts) {
        return NumbersCoverage.NONE;
    }

    /** Converts facts to content. The result depends only on the arguments: each attempt shows the same. */
    Content present(Facts facts, Recipient recipient, DigestPeriod period);

    /** Receives the letters that were sent. Runs in the transaction that settles them. */
    default void onSent(List<Long> letterIds) {}

    /** Whether the content depends on the recipient's account, not only on the user. */
    default boolean usesAccount() {
        return true;
    }

    /** Content with every field that a letter of this digest can have, for template checks. */
    Content sample(Digest digest);
}

package dev.tidings.edition;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Composition;
import dev.tidings.content.Facts;
import dev.tidings.core.SkipReason;
import org.jspecify.annotations.Nullable;

/** What composing came to for one recipient of a chunk. */
sealed interface Composed {

    record Owed(Recipient recipient, Facts facts) implements Composed {}

    record Skipped(String userId, SkipReason reason) implements Composed {}

    record Failed(String userId, String reason) implements Composed {}

    static Composed of(Recipient recipient, @Nullable Composition composition) {
        return switch (composition) {
            case null -> new Failed(recipient.userId(), "the content source gave no answer for this user");
            case Composition.Ready ready -> new Owed(recipient, ready.facts());
            case Composition.Nothing nothing -> new Skipped(recipient.userId(), SkipReason.NO_CONTENT);
            case Composition.Failed failed -> new Failed(recipient.userId(), failed.reason());
        };
    }
}

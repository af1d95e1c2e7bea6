package dev.tidings.edition;

import dev.tidings.audience.Recipient;
import dev.tidings.content.ContentResult;
import dev.tidings.content.Facts;
import dev.tidings.core.SkipReason;
import org.jspecify.annotations.Nullable;

/** What composing came to for one recipient of a chunk. */
sealed interface ComposeOutcome {

    record ContentReady(Recipient recipient, Facts facts) implements ComposeOutcome {}

    record RecipientSkipped(String userId, SkipReason reason) implements ComposeOutcome {}

    record ComposeFailed(String userId, String reason) implements ComposeOutcome {}

    static ComposeOutcome of(Recipient recipient, @Nullable ContentResult composition) {
        return switch (composition) {
            case null -> new ComposeFailed(recipient.userId(), "the content source gave no answer for this user");
            case ContentResult.ContentAvailable ready -> new ContentReady(recipient, ready.facts());
            case ContentResult.NoContent nothing -> new RecipientSkipped(recipient.userId(), SkipReason.NO_CONTENT);
            case ContentResult.ContentFailed failed -> new ComposeFailed(recipient.userId(), failed.reason());
        };
    }
}

package dev.tidings.console;

import dev.tidings.console.LetterView.LetterPart;
import dev.tidings.digest.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A user's letter as it would be now.
 *
 * @param shown the letter, or null if there is none
 * @param reason why there is none, or null
 */
public record PreviewView(
        Digest digest,
        String userId,
        LetterPart part,
        @Nullable SanitizedLetter shown,
        @Nullable String reason) {}

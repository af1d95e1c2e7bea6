package dev.tidings.render;

import dev.tidings.core.Message;

/** Content and template version to message. Deterministic: the same letter gives the same bytes. */
public interface Renderer {

    /** @throws LetterUnrenderable if this one letter cannot be rendered; the message says why, without names or addresses */
    Message render(Letter letter);
}

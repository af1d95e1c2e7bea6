package dev.tidings.edition;

import dev.tidings.content.Content;
import dev.tidings.core.Message;
import dev.tidings.delivery.Transports;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.render.Letter;
import dev.tidings.render.LetterUnrenderable;
import dev.tidings.render.Renderer;
import dev.tidings.render.TemplateVersions;
import org.springframework.stereotype.Component;

/** One user's letter outside of any edition: as a preview, or sent as a test. */
@Component
public class SingleLetters {
    private final SingleComposer composer;
    private final ContentSources sources;
    private final TestLetters testLetters;
    private final Letters letters;
    private final TemplateVersions templates;
    private final Renderer renderer;
    private final Transports transports;

    SingleLetters(
            SingleComposer composer,
            ContentSources sources,
            TestLetters testLetters,
            Letters letters,
            TemplateVersions templates,
            Renderer renderer,
            Transports transports) {
        this.composer = composer;
        this.sources = sources;
        this.testLetters = testLetters;
        this.letters = letters;
        this.templates = templates;
        this.renderer = renderer;
        this.transports = transports;
    }

    /** A user's letter as it would be now; nothing is sent. */
    public sealed interface Preview {
        record Ready(Message message) implements Preview {}

        /** @param reason why there is no letter: NO_CONTENT or what was wrong */
        record None(String reason) implements Preview {}
    }

    /**
     * The letter of the last completed period.
     *
     * @throws UnknownUser if there is no such user
     */
    public Preview preview(Digest digest, String userId) {
        return preview(digest, composer.lastCompleted(digest), userId);
    }

    /** @throws UnknownUser if there is no such user */
    public Preview preview(Digest digest, DigestPeriod period, String userId) {
        return switch (composer.compose(digest, period, userId)) {
            case Composed.Owed owed -> render(digest, period, owed);
            case Composed.Skipped skipped -> new Preview.None(skipped.reason().name());
            case Composed.Failed failed -> new Preview.None(failed.reason());
        };
    }

    private Preview render(Digest digest, DigestPeriod period, Composed.Owed owed) {
        String version = templates.store(digest.template());
        try {
            Content content = sources.present(owed.facts(), owed.recipient(), period);
            return new Preview.Ready(
                    renderer.render(new Letter(0, digest.name(), period, owed.recipient(), content, version)));
        } catch (LetterUnrenderable e) {
            return new Preview.None(e.reason());
        }
    }

    /**
     * Sends a test letter now, whatever the user's opt-in, and records it in the ledger as kind {@code test}. A suppressed
     * address gets none.
     *
     * @throws UnknownUser if there is no such user
     */
    public LetterRow sendTest(Digest digest, String userId) {
        DigestPeriod period = composer.lastCompleted(digest);
        Composed composed = composer.composeTest(digest, period, userId);
        TestLetters.Stamp stamp = new TestLetters.Stamp(
                digest, period, transports.of(digest.transport()), templates.store(digest.template()));
        return letters.find(testLetters.send(stamp, composed)).orElseThrow();
    }

    /** Settles test letters that a worker left in the middle. */
    public void rescue() {
        testLetters.rescue();
    }
}

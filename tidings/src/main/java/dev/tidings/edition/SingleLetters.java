package dev.tidings.edition;

import dev.tidings.audience.Recipient;
import dev.tidings.audience.UnknownUser;
import dev.tidings.content.Content;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentSources;
import dev.tidings.content.Facts;
import dev.tidings.core.Message;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.Letters;
import dev.tidings.ledger.TestLetters.TestLetterSpec;
import dev.tidings.render.Letter;
import dev.tidings.render.LetterUnrenderable;
import dev.tidings.render.Renderer;
import dev.tidings.render.TemplateVersions;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import org.springframework.stereotype.Component;

/** One user's letter outside any edition: a preview or a test letter. */
@Component
public class SingleLetters {
    private final SingleLetterComposer composer;
    private final ContentSources sources;
    private final TestLetterSender testLetters;
    private final Letters letters;
    private final TemplateVersions templates;
    private final Renderer renderer;
    private final Transports transports;

    SingleLetters(
            SingleLetterComposer composer,
            ContentSources sources,
            TestLetterSender testLetters,
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

    /** A user's letter as it would be now. Nothing is sent. */
    public sealed interface Preview {
        record RenderedPreview(Message message) implements Preview {}

        /** @param reason why there is no letter: NO_CONTENT or an error text */
        record NoPreview(String reason) implements Preview {}
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
        Recipient recipient = composer.recipient(userId).recipient();
        return switch (composer.compose(digest, period, recipient)) {
            case null -> new Preview.NoPreview("the content source gave no answer for this user");
            case ContentResult.ContentAvailable ready -> render(digest, period, recipient, ready.facts());
            case ContentResult.NoContent nothing -> new Preview.NoPreview(SkipReason.NO_CONTENT.name());
            case ContentResult.ContentFailed failed -> new Preview.NoPreview(failed.reason());
        };
    }

    private Preview render(Digest digest, DigestPeriod period, Recipient recipient, Facts facts) {
        String version = templates.store(digest.template());
        try {
            Content content = sources.present(facts, recipient, period);
            return new Preview.RenderedPreview(renderer.renderPreview(
                    new Letter(0, "preview", digest.name(), period, recipient, content, version)));
        } catch (LetterUnrenderable e) {
            return new Preview.NoPreview(e.reason());
        }
    }

    /**
     * Sends a test letter now regardless of the user's consent, and records it in the ledger as kind {@code test}. A
     * suppressed address gets none.
     *
     * @throws UnknownUser if there is no such user
     */
    public LetterRow sendTest(Digest digest, String userId) {
        DigestPeriod period = composer.lastCompleted(digest);
        ComposedLetter letter = composer.composeTest(digest, period, composer.recipient(userId));
        Transport transport = transports.resolve(digest.transport());
        TestLetterSpec spec =
                new TestLetterSpec(digest.name(), period, transport.name(), templates.store(digest.template()));
        return letters.find(testLetters.send(spec, transport, letter)).orElseThrow();
    }

    /** Settles test letters whose worker stopped. */
    public void rescue() {
        testLetters.rescue();
    }
}

package dev.tidings.render;

import dev.tidings.audience.Recipient;
import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.render.CompiledTemplate.RenderedParts;
import dev.tidings.text.MessageCatalog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renders a letter's content and template version to a message. Deterministic: the same letter gives the same bytes.
 */
public final class Renderer {
    private final DigestCatalog catalog;
    private final Templates templates;
    private final LetterLinks links;
    private final MessageCatalog messages;
    private final Map<String, LetterStyle> styles = new ConcurrentHashMap<>();

    public Renderer(DigestCatalog catalog, Templates templates, LetterLinks links, MessageCatalog messages) {
        this.catalog = catalog;
        this.templates = templates;
        this.links = links;
        this.messages = messages;
    }

    /**
     * @throws LetterUnrenderable if this one letter cannot be rendered; the message says why, without names or
     * addresses
     */
    public Message render(Letter letter) {
        return render(letter, links);
    }

    /**
     * Renders a letter whose links change nothing.
     *
     * @throws LetterUnrenderable as {@link #render}
     */
    public Message renderPreview(Letter letter) {
        return render(letter, links.forPreviews());
    }

    private Message render(Letter letter, LetterLinks links) {
        LetterStyle style = styles.computeIfAbsent(letter.digest(), this::style);
        Mailbox to = mailbox(letter.recipient());
        LetterUrls urls = new LetterUrls(links, style.tracking(), letter);
        TemplateContext context =
                new TemplateContext(style, to.name(), letter.content().preheader(), urls);
        RenderedParts parts = templates.of(letter.templateVersion()).render(context, urls.content());
        return new Message(
                messageId(letter, style),
                style.from(),
                style.replyTo(),
                to,
                parts.subject(),
                parts.html(),
                parts.text(),
                style.headers().of(letter, urls.unsubscribe()));
    }

    private LetterStyle style(String digest) {
        return catalog.find(digest)
                .map(found -> LetterStyle.of(found, messages))
                .orElseThrow(
                        () -> new LetterUnrenderable("The configuration has no digest \"" + digest + "\" any more"));
    }

    private static Mailbox mailbox(Recipient recipient) {
        if (!EmailAddress.isValid(recipient.email())) {
            throw new LetterUnrenderable("The recipient's address is not an email address");
        }
        return new Mailbox(HeaderValue.name(recipient.name()), new EmailAddress(recipient.email()));
    }

    /** The same at every attempt: receivers can then detect a second copy. Unique in the world (RFC 5322 3.6.4). */
    private static String messageId(Letter letter, LetterStyle style) {
        return letter.messageKey() + "." + letter.digest() + "."
                + letter.period().start() + "@" + style.from().address().domain();
    }
}

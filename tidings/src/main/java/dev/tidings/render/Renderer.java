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

/** Content and template version to message. Deterministic: the same letter gives the same bytes. */
public final class Renderer {
    private final DigestCatalog catalog;
    private final Templates templates;
    private final LetterLinks links;
    private final MessageCatalog messages;
    private final Map<String, LetterStyle> stationery = new ConcurrentHashMap<>();

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
        LetterStyle paper = stationery.computeIfAbsent(letter.digest(), this::style);
        Mailbox to = mailbox(letter.recipient());
        LetterUrls addresses = new LetterUrls(links, paper.tracking(), letter);
        TemplateContext frame =
                new TemplateContext(paper, to.name(), letter.content().preheader(), addresses);
        RenderedParts words = templates.of(letter.templateVersion()).render(frame, addresses.content());
        return new Message(
                messageId(letter, paper),
                paper.from(),
                paper.replyTo(),
                to,
                words.subject(),
                words.html(),
                words.text(),
                paper.headers().of(letter, addresses.unsubscribe()));
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

    /** Repeats at every attempt, so that a receiver can tell a second copy (RFC 5322 3.6.4). */
    private static String messageId(Letter letter, LetterStyle paper) {
        return letter.id() + "." + letter.digest() + "." + letter.period().start() + "@"
                + paper.from().address().domain();
    }
}

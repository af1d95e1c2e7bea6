package dev.tidings.render;

import ch.digitalfondue.mjml4j.Mjml4j;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.tidings.content.Content;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A template whose MJML has become HTML once; filling it in is Mustache alone. */
record CompiledTemplate(Template html, Template text) {
    /** Gmail cuts a letter off above 102 KB; the rest is for what relays add. */
    static final int MAX_HTML_BYTES = 90_000;

    private static final Mjml4j.Configuration LANGUAGE = new Mjml4j.Configuration("en", Mjml4j.TextDirection.LTR);

    /** @throws TemplateErrors if the source is not in order */
    static CompiledTemplate of(TemplateSource source) {
        TemplateErrors.refuse(TemplateSyntax.errors(source));
        String html = Mjml4j.render(source.expanded(source.htmlPath()), LANGUAGE);
        return new CompiledTemplate(
                Blanks.HTML.compile(withoutIndent(html)), Blanks.TEXT.compile(source.expanded(source.textPath())));
    }

    /** A letter's words: all of a message but its addresses and headers. */
    record Words(String subject, String html, String text) {}

    /** @throws LetterUnrenderable if the content lacks a name, or the letter would be too long */
    Words fill(Frame frame, Content content) {
        Map<String, @Nullable Object> fields = frame.fields();
        try {
            String subject = HeaderText.line(fill(frame.stationery().subject(), fields, content, 100));
            fields.put("subject", subject);
            String htmlPart = fill(html, fields, content, 32_000);
            String textPart = TextPart.fold(fill(text, fields, content, 2_000));
            refuseTooLong(htmlPart);
            return new Words(subject, htmlPart, textPart);
        } catch (MustacheException e) {
            throw new LetterUnrenderable("The content does not have what the template asks for: " + e.getMessage());
        }
    }

    private static String fill(Template template, Map<String, ?> frame, Content content, int length) {
        StringWriter filled = new StringWriter(length);
        template.execute(frame, content.fields(), filled);
        return filled.toString();
    }

    private static void refuseTooLong(String html) {
        int bytes = 0;
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        if (bytes > MAX_HTML_BYTES) {
            throw new LetterUnrenderable(
                    "The letter's HTML has " + bytes + " bytes; mail clients cut it off above " + MAX_HTML_BYTES);
        }
    }

    private static String withoutIndent(String html) {
        return html.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}

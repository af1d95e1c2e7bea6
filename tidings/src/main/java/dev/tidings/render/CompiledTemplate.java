package dev.tidings.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.digitalfondue.mjml4j.Mjml4j;
import dev.tidings.content.Content;
import dev.tidings.yaml.ConfigurationErrors;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.DOMException;

/** A template with its MJML compiled to HTML. Rendering a letter uses Mustache only. */
record CompiledTemplate(CompiledMustache html, CompiledMustache text) {
    /** Gmail clips a letter above 102 KB. The difference is for additions by relays. */
    static final int MAX_HTML_BYTES = 90_000;

    private static final Pattern ELEMENT = Pattern.compile("<mj[a-z-]*");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Mjml4j.Configuration LANGUAGE = new Mjml4j.Configuration("en", Mjml4j.TextDirection.LTR);

    /**
     * @throws ConfigurationErrors if the MJML cannot be compiled, or MJML elements remain in the HTML; {@link
     *     TemplateSyntax} checks the tags
     */
    static CompiledTemplate of(TemplateSource source) {
        String html = compiled(source);
        rejectUncompiledElements(source, html);
        return new CompiledTemplate(
                CompiledMustache.of(HtmlEscaper.encodeNonAscii(HtmlMinifier.minify(html))),
                CompiledMustache.of(source.expanded(source.textPath())));
    }

    private static String compiled(TemplateSource source) {
        try {
            return Mjml4j.render(source.expanded(source.htmlPath()), LANGUAGE);
        } catch (DOMException e) {
            throw new ConfigurationErrors(List.of("templates/" + source.htmlPath()
                    + ": an element or attribute has a name with characters that MJML does not have; use letters, digits"
                    + " and hyphens, and quote the values of attributes"));
        }
    }

    /**
     * Rejects MJML elements left in the HTML. The compiler copies them inside an HTML element that it considers open.
     */
    private static void rejectUncompiledElements(TemplateSource source, String html) {
        Matcher leftOver = ELEMENT.matcher(COMMENT.matcher(html).replaceAll(""));
        if (leftOver.find()) {
            TemplateValidation.throwIfAny(List.of("templates/" + source.htmlPath() + ": " + leftOver.group()
                    + "> is inside an HTML element that is not closed; add a <tbody> to every nested table"));
        }
    }

    /** A message without its addresses and headers. */
    record RenderedParts(String subject, String html, String text) {}

    /** @throws LetterUnrenderable if the content lacks a name or the letter is too long */
    RenderedParts render(TemplateContext context, Content content) {
        Map<String, @Nullable Object> fields = context.fields();
        String subject = HeaderValue.line(Rendering.text(context.style().subject(), fields, content.fields(), 100)
                .toString());
        fields.put("subject", subject);
        StringBuilder htmlPart = Rendering.html(html, fields, content.fields(), 24_000);
        rejectTooLong(htmlPart);
        StringBuilder textPart = Rendering.text(text, fields, content.fields(), 2_000);
        return new RenderedParts(subject, htmlPart.toString(), TextPart.fold(textPart));
    }

    private static void rejectTooLong(StringBuilder html) {
        int bytes = html.length() > MAX_HTML_BYTES / 3 ? html.toString().getBytes(UTF_8).length : 0;
        if (bytes > MAX_HTML_BYTES) {
            throw new LetterUnrenderable(
                    "The letter's HTML has " + bytes + " bytes; mail clients cut it off above " + MAX_HTML_BYTES);
        }
    }
}

package dev.tidings.render;

import ch.digitalfondue.mjml4j.Mjml4j;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.tidings.content.Content;
import dev.tidings.yaml.ConfigurationErrors;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A template whose MJML has become HTML once; filling it in is Mustache alone. */
record CompiledTemplate(Template html, Template text) {
    /** Gmail cuts a letter off above 102 KB; the rest is for what relays add. */
    static final int MAX_HTML_BYTES = 90_000;

    private static final Pattern ELEMENT = Pattern.compile("<mj[a-z-]*");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Mjml4j.Configuration LANGUAGE = new Mjml4j.Configuration("en", Mjml4j.TextDirection.LTR);

    /** @throws ConfigurationErrors if the compiler trips over it; whether its tags are in order is for {@link TemplateSyntax} */
    static CompiledTemplate of(TemplateSource source) {
        String html = Mjml4j.render(source.expanded(source.htmlPath()), LANGUAGE);
        refuseLeftOvers(source, html);
        return new CompiledTemplate(
                Blanks.HTML.compile(HtmlText.referring(compact(html))),
                Blanks.TEXT.compile(source.expanded(source.textPath())));
    }

    /** The compiler passes on as HTML what it meets inside an HTML element that it believes to be open. */
    private static void refuseLeftOvers(TemplateSource source, String html) {
        Matcher leftOver = ELEMENT.matcher(COMMENT.matcher(html).replaceAll(""));
        if (leftOver.find()) {
            LetterCheck.refuse(List.of("templates/" + source.htmlPath() + ": " + leftOver.group()
                    + "> stands in an HTML element that is not closed; give every table inside a table its <tbody>"));
        }
    }

    /** A letter's words: all of a message but its addresses and headers. */
    record Words(String subject, String html, String text) {}

    /** @throws LetterUnrenderable if the content lacks a name, or the letter would be too long */
    Words fill(Frame frame, Content content) {
        Map<String, @Nullable Object> fields = frame.fields();
        try {
            String subject = HeaderText.line(
                    fill(frame.stationery().subject(), fields, content, 100).toString());
            fields.put("subject", subject);
            LetterWriter htmlPart = fill(html, fields, content, 40_000);
            refuseTooLong(htmlPart);
            LetterWriter textPart = fill(text, fields, content, 2_000);
            return new Words(subject, htmlPart.toString(), TextPart.fold(textPart.toString()));
        } catch (MustacheException.Context e) {
            throw new LetterUnrenderable("The template names {{" + e.key + "}}, which the content does not have");
        } catch (MustacheException | NullPointerException e) {
            throw new LetterUnrenderable("The template cannot be filled in with this content: " + e.getMessage());
        }
    }

    private static LetterWriter fill(Template template, Map<String, ?> frame, Content content, int capacity) {
        LetterWriter filled = new LetterWriter(capacity);
        template.execute(frame, content.fields(), filled);
        return filled;
    }

    private static void refuseTooLong(LetterWriter html) {
        int bytes = html.bytesAtMost() > MAX_HTML_BYTES ? html.bytes() : 0;
        if (bytes > MAX_HTML_BYTES) {
            throw new LetterUnrenderable(
                    "The letter's HTML has " + bytes + " bytes; mail clients cut it off above " + MAX_HTML_BYTES);
        }
    }

    /** The compiler indents; a letter has no use for that. */
    private static String compact(String html) {
        return html.lines()
                .map(line -> SPACES.matcher(line.strip()).replaceAll(" "))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}

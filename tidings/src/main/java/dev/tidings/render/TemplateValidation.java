package dev.tidings.render;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.render.CompiledTemplate.RenderedParts;
import dev.tidings.text.MessageCatalog;
import dev.tidings.yaml.ConfigurationErrors;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates before the first letter that every letter of a digest can be rendered. */
final class TemplateValidation {
    private static final String UNSUBSCRIBE = SampleLinks.UNSUBSCRIBE;
    private static final Pattern STYLE = Pattern.compile("<style.*?</style>", Pattern.DOTALL);

    /** Longest style element in bytes; Gmail ignores longer ones. */
    private static final int MAX_STYLE = 16_000;

    private final Digest digest;
    private final Content sample;
    private final LetterUrls urls;
    private final TemplateSource source;
    private final MessageCatalog messages;

    TemplateValidation(Digest digest, Content sample, TemplateSource source, MessageCatalog messages) {
        this.digest = digest;
        this.urls = new LetterUrls(new SampleLinks(), digest.tracking(), letter(digest, sample));
        this.sample = urls.content();
        this.source = source;
        this.messages = messages;
    }

    private static Letter letter(Digest digest, Content sample) {
        Recipient ada = new Recipient("ada", "ada", "ada@letters.invalid", "Ada Lovelace", null, null, null);
        return new Letter(0, "sample", digest.name(), DigestPeriod.containing(LocalDate.EPOCH), ada, sample, "");
    }

    /** @throws ConfigurationErrors with all errors */
    void run() {
        throwIfAny(syntaxErrors());
        TemplateContext context =
                new TemplateContext(LetterStyle.of(digest, messages), "Ada Lovelace", sample.preheader(), urls);
        throwIfAny(nameErrors(context));
        throwIfAny(letterErrors(context));
    }

    static void throwIfAny(List<String> errors) {
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
    }

    private List<String> syntaxErrors() {
        List<String> errors = new ArrayList<>(TemplateSyntax.errors(subject(), digest.subject()));
        errors.addAll(TemplateSyntax.errors(source));
        return errors;
    }

    private List<String> nameErrors(TemplateContext context) {
        Map<String, @Nullable Object> fields = context.fields();
        TemplateNameCheck names = new TemplateNameCheck(source.files(), sample.fields(), fields);
        names.checkLine(subject(), digest.subject());
        fields.put("subject", digest.subject());
        names.checkFile(source.htmlPath());
        names.checkFile(source.textPath());
        return names.errors();
    }

    private String subject() {
        return "digests/" + digest.name() + ".yml: subject";
    }

    /** Returns errors that only a complete letter shows. */
    private List<String> letterErrors(TemplateContext context) {
        List<String> errors = new ArrayList<>();
        RenderedParts parts;
        try {
            parts = CompiledTemplate.of(source).render(context, sample);
        } catch (LetterUnrenderable e) {
            return List.of("templates/" + source.name() + ": " + e.getMessage());
        }
        if (!parts.html().contains("href=\"" + UNSUBSCRIBE + "\"")) {
            errors.add("templates/" + source.htmlPath()
                    + ": the unsubscribe link is missing: add <a href=\"{{links.unsubscribe}}\">Unsubscribe</a>");
        }
        if (!parts.text().contains(UNSUBSCRIBE)) {
            errors.add("templates/" + source.textPath()
                    + ": the unsubscribe link is missing: add Unsubscribe: {{links.unsubscribe}}");
        }
        int style = STYLE.matcher(parts.html())
                .results()
                .mapToInt(match -> match.group().length())
                .sum();
        if (style > MAX_STYLE) {
            errors.add("templates/" + source.htmlPath() + ": the styles have " + style
                    + " characters; mail clients ignore more than " + MAX_STYLE);
        }
        return errors;
    }
}

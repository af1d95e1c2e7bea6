package dev.tidings.render;

import dev.tidings.content.Content;
import dev.tidings.digest.Digest;
import dev.tidings.render.CompiledTemplate.Words;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Templates ready to be filled in, compiled once per version. */
@Component
public final class Templates {
    private static final URI UNSUBSCRIBE = URI.create("https://letters.invalid/unsubscribe");
    private static final URI PREFERENCES = URI.create("https://letters.invalid/preferences");
    private static final Pattern STYLE = Pattern.compile("<style.*?</style>", Pattern.DOTALL);
    private static final int MAX_STYLE = 16_000;

    private final TemplateFiles files;
    private final TemplateVersions versions;
    private final Map<String, CompiledTemplate> compiled = new ConcurrentHashMap<>();

    public Templates(TemplateFiles files, TemplateVersions versions) {
        this.files = files;
        this.versions = versions;
    }

    /**
     * The version of the template as it is now, without storing it: for previews.
     *
     * @throws TemplateErrors if the template is not in order
     */
    public String current(String name) {
        TemplateSource source = files.read(name);
        String version = source.version();
        compiled.computeIfAbsent(version, unknown -> CompiledTemplate.of(source));
        return version;
    }

    /**
     * Checks that every letter of the digest can be rendered.
     *
     * @param sample content with every field that a letter of this digest can have
     * @throws TemplateErrors with everything that is wrong
     */
    public void check(Digest digest, Content sample) {
        TemplateSource source = files.read(digest.template());
        String subject = "The subject of the digest \"" + digest.name() + "\"";
        TemplateErrors.refuse(concat(TemplateSyntax.errors(source), TemplateSyntax.errors(subject, digest.subject())));

        Frame frame = new Frame(Stationery.of(digest), "Ada Lovelace", sample.preheader(), UNSUBSCRIBE, PREFERENCES);
        Map<String, @Nullable Object> fields = frame.fields();
        TemplateNames names = new TemplateNames(source.files(), sample.fields(), fields);
        names.text(subject, digest.subject());
        fields.put("subject", digest.subject());
        names.file(source.htmlPath());
        names.file(source.textPath());
        TemplateErrors.refuse(names.errors());

        TemplateErrors.refuse(wrongWith(source, CompiledTemplate.of(source).fill(frame, sample)));
    }

    /** What only a whole letter shows. */
    private static List<String> wrongWith(TemplateSource source, Words words) {
        List<String> errors = new ArrayList<>();
        if (!words.html().contains("href=\"" + UNSUBSCRIBE + "\"")) {
            errors.add("templates/" + source.htmlPath()
                    + ": the letter has no way out: add <a href=\"{{links.unsubscribe}}\">Unsubscribe</a>");
        }
        if (!words.text().contains(UNSUBSCRIBE.toString())) {
            errors.add("templates/" + source.textPath()
                    + ": the letter has no way out: add Unsubscribe: {{links.unsubscribe}}");
        }
        int style = STYLE.matcher(words.html())
                .results()
                .mapToInt(match -> match.group().length())
                .sum();
        if (style > MAX_STYLE) {
            errors.add("templates/" + source.htmlPath() + ": its styles have " + style
                    + " characters; mail clients drop them above " + MAX_STYLE);
        }
        return errors;
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    CompiledTemplate of(String version) {
        CompiledTemplate known = compiled.get(version);
        return known != null ? known : compiled.computeIfAbsent(version, this::load);
    }

    private CompiledTemplate load(String version) {
        return versions.find(version)
                .map(CompiledTemplate::of)
                .orElseThrow(() -> new LetterUnrenderable("No template is stored under the version " + version));
    }
}

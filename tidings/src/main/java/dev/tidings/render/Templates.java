package dev.tidings.render;

import dev.tidings.content.Content;
import dev.tidings.digest.Digest;
import dev.tidings.yaml.ConfigurationErrors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiled templates, one per version. */
public final class Templates {
    private final TemplateFiles files;
    private final TemplateVersions versions;
    private final Map<String, CompiledTemplate> compiled = new ConcurrentHashMap<>();

    public Templates(TemplateFiles files, TemplateVersions versions) {
        this.files = files;
        this.versions = versions;
    }

    /**
     * Returns a template's version without storing it, for previews.
     *
     * @param name the template's folder, below {@code templates/}
     * @throws ConfigurationErrors if the template has errors
     */
    public String current(String name) {
        TemplateSource source = files.source(name);
        String version = source.version();
        compiled.computeIfAbsent(version, unknown -> {
            TemplateValidation.throwIfAny(TemplateSyntax.errors(source));
            return CompiledTemplate.of(source);
        });
        return version;
    }

    /**
     * Checks that every letter of the digest can be rendered.
     *
     * @param sample content with every field that a letter of this digest can have
     * @throws ConfigurationErrors with all errors
     */
    public void check(Digest digest, Content sample) {
        new TemplateValidation(digest, sample, files.source(digest.template()), files.messages()).run();
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

package dev.tidings.command;

import dev.tidings.content.ContentSources;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.render.Templates;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Fails the start if a template uses a name that letters do not have, before anything is served or sent. */
@Component
class TemplateCheck implements SmartLifecycle {
    private final DigestCatalog digests;
    private final ContentSources sources;
    private final Templates templates;
    private volatile boolean passed;

    TemplateCheck(DigestCatalog digests, ContentSources sources, Templates templates) {
        this.digests = digests;
        this.sources = sources;
        this.templates = templates;
    }

    /** @throws dev.tidings.yaml.ConfigurationErrors if a template is wrong */
    void run() {
        for (Digest digest : digests.all()) {
            templates.check(digest, sources.of(digest).sample(digest));
        }
    }

    @Override
    public void start() {
        run();
        passed = true;
    }

    @Override
    public void stop() {
        passed = false;
    }

    @Override
    public boolean isRunning() {
        return passed;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}

package dev.tidings.render;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.core.Message;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.text.MessageCatalog;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Letters of one reader, rendered with the built-in templates and without a database. */
final class SampleLetters implements LetterLinks {
    static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.of(2026, 11, 9));

    final Templates templates;
    private final Renderer renderer;
    private final SampleDigest digest;

    SampleLetters() {
        this(SampleDigest.WEEKLY);
    }

    SampleLetters(SampleDigest digest) {
        this(digest, templates(Path.of("no-such-folder")));
    }

    SampleLetters(SampleDigest digest, Templates templates) {
        this.digest = digest;
        this.templates = templates;
        this.renderer =
                new Renderer(new DigestCatalog(List.of(digest.digest())), templates, this, MessageCatalog.english());
    }

    static Templates templates(Path folder) {
        TemplateFiles files = new TemplateFiles(folder, MessageCatalog.english());
        JdbcClient nowhere = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://nowhere.invalid/"));
        return new Templates(files, new TemplateVersions(nowhere, files));
    }

    @Override
    public LetterLinks forPreviews() {
        return this;
    }

    @Override
    public String unsubscribe(String digest, String userId) {
        return "https://api.livinglytics.com/v1/digest/unsubscribe?token=u." + digest + "." + userId;
    }

    @Override
    public String preferences(String digest, String userId) {
        return "https://api.livinglytics.com/preferences?token=p." + digest + "." + userId;
    }

    @Override
    public String pixel(Letter letter) {
        return "https://api.livinglytics.com/open?token=" + letter.id();
    }

    @Override
    public String button(Letter letter, String to) {
        return "https://api.livinglytics.com/click?token=button." + letter.id();
    }

    @Override
    public String item(Letter letter, String itemId, String to) {
        return "https://api.livinglytics.com/click?token=" + itemId + "." + letter.id();
    }

    @Override
    public String trap(Letter letter, String to) {
        return "https://api.livinglytics.com/click?token=trap." + letter.id();
    }

    @Override
    public String more(Letter letter, String itemId) {
        return "https://api.livinglytics.com/feedback?token=more." + itemId;
    }

    @Override
    public String less(Letter letter, String itemId) {
        return "https://api.livinglytics.com/feedback?token=less." + itemId;
    }

    Message good() {
        return render(SampleWeek.GOOD.content());
    }

    Message render(Content content) {
        return render(content, recipient("ada@example.com", "Ada Lovelace"));
    }

    Message render(Content content, Recipient recipient) {
        return render(letter(content, recipient, templates.current(digest.template())));
    }

    Message render(Letter letter) {
        return renderer.render(letter);
    }

    static Letter letter(Content content, Recipient recipient, String templateVersion) {
        return new Letter(4711, "0b5c8d0e", "weekly", WEEK, recipient, content, templateVersion);
    }

    static Recipient recipient(String email, @Nullable String name) {
        return new Recipient("user-7", "acme-42", email, name, "America/Los_Angeles", "en-US", "pro");
    }
}

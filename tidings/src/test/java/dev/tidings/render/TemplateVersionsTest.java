package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.core.Message;
import dev.tidings.testing.TestDatabase;
import dev.tidings.text.MessageCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TemplateVersionsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void sameFilesAreStoredOnce() {
        String version = versions().store("weekly-metrics");

        assertThat(versions().store("weekly-metrics")).isEqualTo(version).hasSize(64);
        assertThat(database.jdbc()
                        .sql("select count(*) from template_version where version = :version")
                        .param("version", version)
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void previewHasTheStoredVersion() {
        assertThat(new Templates(new TemplateFiles(folder, MessageCatalog.english()), versions())
                        .current("weekly-metrics"))
                .isEqualTo(versions().store("weekly-metrics"));
    }

    @Test
    void versionDependsOnEveryFileOfTheTemplate() throws IOException {
        String before = versions().store("weekly-metrics");

        write("layout/footer.mjml", "<mj-raw>{{links.unsubscribe}}</mj-raw>");
        String otherFooter = versions().store("weekly-metrics");
        write("weekly-metrics/letter.txt", "{{links.unsubscribe}}");
        String otherText = versions().store("weekly-metrics");
        write("other/letter.txt", "not a part of it");

        assertThat(otherFooter).isNotIn(before, otherText);
        assertThat(otherText).isNotEqualTo(before).isEqualTo(versions().store("weekly-metrics"));
    }

    @Test
    void editedTemplateAppliesAfterTheNextStart() throws IOException {
        TemplateVersions running = versions();
        String before = running.store("weekly-metrics");
        write("weekly-metrics/letter.txt", "{{links.unsubscribe}}");

        assertThat(running.store("weekly-metrics")).isEqualTo(before);
    }

    @Test
    void versionDoesNotDependOnLineEndings() throws IOException {
        write("weekly-metrics/letter.txt", "{{headline}}\n{{links.unsubscribe}}\n");
        String unix = versions().store("weekly-metrics");
        write("weekly-metrics/letter.txt", "{{headline}}\r\n{{links.unsubscribe}}\r\n");

        assertThat(versions().store("weekly-metrics")).isEqualTo(unix);
    }

    @Test
    void oldLetterRendersWithItsOwnTemplate() throws IOException {
        String sentWith = versions().store("weekly-metrics");
        Message sent = render(sentWith);
        write("weekly-metrics/letter.txt", "Something else. {{links.unsubscribe}}\n");
        String now = versions().store("weekly-metrics");

        assertThat(render(sentWith)).isEqualTo(sent);
        assertThat(render(now).text()).startsWith("Something else.");
    }

    @Test
    void unknownVersionIsUnrenderable() {
        assertThatThrownBy(() -> render("0".repeat(64)))
                .isInstanceOf(LetterUnrenderable.class)
                .hasMessageContaining("No template is stored");
    }

    /** A new instance, as after a start. */
    private TemplateVersions versions() {
        return new TemplateVersions(database.jdbc(), new TemplateFiles(folder, MessageCatalog.english()));
    }

    private Message render(String version) {
        Templates templates = new Templates(new TemplateFiles(folder, MessageCatalog.english()), versions());
        return new SampleLetters(SampleDigest.WEEKLY, templates)
                .render(SampleLetters.letter(
                        SampleWeek.GOOD.content(), SampleLetters.recipient("ada@example.com", "Ada"), version));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }
}

package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tidings.audience.Users;
import dev.tidings.content.Content;
import dev.tidings.content.ContentSource;
import dev.tidings.content.metrics.MetricsContentSource;
import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.TrackingSettings;
import dev.tidings.opportunities.CallFactsQueries;
import dev.tidings.recommender.RecommendationContentSource;
import dev.tidings.testing.TestDatabase;
import dev.tidings.text.MessageCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares docs/templates.md and the examples with the fields of letters. */
class TemplateReferenceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Path REFERENCE = Path.of("../docs/templates.md");

    @Test
    void referenceListsTheFieldsOfEveryLetter() throws IOException {
        Letter letter =
                SampleLetters.letter(SampleWeek.GOOD.content(), SampleLetters.recipient("ada@example.com", "Ada"), "");
        LetterUrls urls = new LetterUrls(new SampleLinks(), TrackingSettings.NONE, letter);
        TemplateContext context = new TemplateContext(
                LetterStyle.of(SampleDigest.WEEKLY.digest(), MessageCatalog.english()), "Ada", "", urls);

        assertThat(documented("## Fields of every letter"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("subject"), context.fields().keySet().stream())
                                .toList());
    }

    @Test
    void referenceListsTheFieldsOfMetrics() throws IOException {
        Content sample = metrics().sample(digests("living-lytics").getFirst());

        assertThat(documented("## Fields of the source `metrics`"))
                .containsExactlyInAnyOrderElementsOf(
                        paths("", sample.fields()).distinct().toList());
    }

    @Test
    void referenceListsTheFieldsOfRecommendation() throws IOException {
        Content sample = source(RecommendationContentSource.class)
                .sample(digests("proletto").getFirst());

        assertThat(documented("## Fields of the source `recommendation`"))
                .containsExactlyInAnyOrderElementsOf(
                        paths("", sample.fields()).distinct().toList());
    }

    @Test
    void sampleWeekHasTheFieldsOfMetrics() {
        assertThat(paths("", SampleWeek.GOOD.content().fields()).distinct())
                .containsExactlyInAnyOrderElementsOf(paths(
                                "",
                                metrics()
                                        .sample(digests("living-lytics").getFirst())
                                        .fields())
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"living-lytics", "activity", "proletto"})
    void examplesAreValid(String example) {
        Templates templates = SampleLetters.templates(folder(example).resolve("templates"));

        for (Digest digest : digests(example)) {
            ContentSource source =
                    digest.content().source().equals("metrics") ? metrics() : source(RecommendationContentSource.class);
            assertThatCode(() -> templates.check(digest, source.sample(digest))).doesNotThrowAnyException();
        }
    }

    private static List<Digest> digests(String example) {
        return List.copyOf(ConfigurationFolder.read(folder(example)).digests().all());
    }

    private static Path folder(String example) {
        return Path.of("../examples").resolve(example);
    }

    private static MetricsContentSource metrics() {
        return source(MetricsContentSource.class);
    }

    private static <T extends ContentSource> T source(Class<T> type) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            context.registerBean(JdbcClient.class, database::jdbc);
            context.registerBean(InstantSource.class, InstantSource::system);
            context.registerBean(MessageCatalog.class, MessageCatalog::english);
            context.registerBean(TransactionTemplate.class, database::transactions);
            new ClassPathBeanDefinitionScanner(context)
                    .scan(type.getPackageName(), Users.class.getPackageName(), CallFactsQueries.class.getPackageName());
            context.refresh();
            return context.getBean(type);
        }
    }

    private static List<String> documented(String heading) throws IOException {
        return Files.readAllLines(REFERENCE).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    private static Stream<String> paths(String path, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .flatMap(entry -> paths((path.isEmpty() ? "" : path + ".") + entry.getKey(), entry.getValue()));
            case List<?> list -> list.stream().flatMap(item -> paths(path + "[]", item));
            case null, default -> Stream.of(path);
        };
    }
}

package dev.tidings.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.bench.replay.Replay.CatalogSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final int TOPICS = 12;
    private static final int ITEMS = 480;
    private static final int USERS = 120;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void botFindsWhatReadersSaveAndBreaksNoRule() throws IOException {
        writeData();

        Replay.ReplayResult result = run(List.of("bot", "random", "bm25"));

        PolicyScore bot = score(result, "bot");
        assertThat(bot.captured()).isGreaterThan(3 * score(result, "random").captured());
        assertThat(result.policies().values()).allMatch(score -> score.violations() == 0 && score.diverged() == 0);
        assertThat(result.readers()).isEqualTo(USERS / 2);
    }

    @Test
    void sameSeedGivesTheSameFigures() throws IOException {
        writeData();

        PolicyScore once = score(run(List.of("bot")), "bot");
        PolicyScore again = score(run(List.of("bot")), "bot");

        assertThat(again.captured()).isEqualTo(once.captured());
        assertThat(again.ndcg5()).isEqualTo(once.ndcg5());
        assertThat(again.ild()).isEqualTo(once.ild());
    }

    @Test
    void withoutFeedbackNothingIsLearned() throws IOException {
        writeData();
        Replay.ReplayOptions deaf = new Replay.ReplayOptions(folder, 1, 8, 0, 0, List.of("bm25", "rocchio"), null);

        Replay.ReplayResult result = Replay.run(deaf, line -> {});

        assertThat(score(result, "rocchio").captured()).isPositive();
        assertThat(result.seen()).isZero();
    }

    @Test
    void datesOfTheDataAreUsed() throws IOException {
        writeData();
        List<String> items = new ArrayList<>(List.of("item\ttags\tterms\tpublished\tdeadline"));
        for (int i = 0; i < ITEMS; i++) {
            LocalDate published = LocalDate.of(2026, 3, 2).plusDays(i % 56);
            items.add(i + "\ttopic" + i % TOPICS + "\tword" + i % TOPICS + "\t" + published + "\t"
                    + published.plusDays(20));
        }
        write("items.tsv", items);

        ReplayEnvironment world = ReplayEnvironment.of(ReplayDataset.read(folder), 1, 8, null);

        assertThat(world.items())
                .allMatch(item -> item.deadline().equals(item.published().plusDays(20)));
    }

    @Test
    void smallCatalogHasThatManyReadersAndAboutThatManyLiveItems() throws IOException {
        writeData();

        ReplayEnvironment small = ReplayEnvironment.of(ReplayDataset.read(folder), 1, 8, new CatalogSize(20, 60));

        assertThat(small.readers()).hasSize(20);
        assertThat(small.items()).hasSize(120);
        assertThat(small.live(4)).hasSizeBetween(40, 80);
        assertThatThrownBy(() -> ReplayEnvironment.of(ReplayDataset.read(folder), 1, 8, new CatalogSize(500, 60)))
                .isInstanceOf(InvalidReplayData.class)
                .hasMessageContaining("fewer than 500: give fewer readers or more items");
    }

    @Test
    void theShareOfAnOnlyWeekIsTheOverallShare() throws IOException {
        writeData();
        Replay.ReplayOptions oneWeek =
                new Replay.ReplayOptions(folder, 1, 1, 1, 0, List.of("bm25"), new CatalogSize(30, 80));

        PolicyScore score = score(Replay.run(oneWeek, line -> {}), "bm25");

        assertThat(score.p5()).isPositive();
        assertThat(score.weekly()).containsExactly(score.p5());
    }

    @Test
    void invalidDataIsReportedWithFileAndLine() throws IOException {
        assertThatThrownBy(() -> ReplayDataset.read(folder))
                .isInstanceOf(InvalidReplayData.class)
                .hasMessage(folder + " has neither items.tsv nor items.tsv.gz");

        writeData();
        write("saves.tsv", List.of("user\titem", "0\t0", "0\tnone"));
        assertThatThrownBy(() -> ReplayDataset.read(folder))
                .hasMessage(folder.resolve("saves.tsv") + ", line 3 has item none, which is not in items.tsv");

        write("items.tsv", List.of("name\ttags", "0\ta"));
        assertThatThrownBy(() -> ReplayDataset.read(folder)).hasMessageContaining("line 1 must name the columns item");

        write("items.tsv", List.of("item\ttags\tterms\tdeadline", "0\ta\tb\tsoon"));
        assertThatThrownBy(() -> ReplayDataset.read(folder))
                .hasMessageContaining("line 2 has \"soon\" as deadline; it must begin with a date");
    }

    @Test
    void dataWithoutCoreIsRefused() throws IOException {
        writeData();
        write("saves.tsv", List.of("user\titem", "0\t0"));

        assertThatThrownBy(() -> ReplayEnvironment.of(ReplayDataset.read(folder), 1, 8, null))
                .isInstanceOf(InvalidReplayData.class);
    }

    @Test
    void compressedFilesAreRead() throws IOException {
        writeData();
        Path plain = folder.resolve("saves.tsv");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve("saves.tsv.gz")))) {
            Files.copy(plain, packed);
        }
        ReplayDataset unpacked = ReplayDataset.read(folder);
        Files.delete(plain);

        assertThat(ReplayDataset.read(folder)).isEqualTo(unpacked);
    }

    private Replay.ReplayResult run(List<String> policies) {
        return Replay.run(new Replay.ReplayOptions(folder, 1, 8, 1, 0, policies, null), line -> {});
    }

    private static PolicyScore score(Replay.ReplayResult result, String policy) {
        return java.util.Objects.requireNonNull(result.policies().get(policy));
    }

    /** Each reader saves items of two topics. */
    private void writeData() throws IOException {
        write("items.tsv", items());
        List<String> users = new ArrayList<>(List.of("user\ttags"));
        List<String> saves = new ArrayList<>(List.of("user\titem"));
        Random random = new Random(3);
        for (int user = 0; user < USERS; user++) {
            users.add(user + "\t");
            for (int save = 0; save < 20; save++) {
                int topic = (user + (save % 2) * 5) % TOPICS;
                saves.add(user + "\t" + (topic + TOPICS * random.nextInt(ITEMS / TOPICS)));
            }
        }
        write("users.tsv", users);
        write("saves.tsv", saves.stream().distinct().toList());
    }

    private static List<String> items() {
        List<String> items = new ArrayList<>(List.of("item\ttags\tterms"));
        for (int i = 0; i < ITEMS; i++) {
            int topic = i % TOPICS;
            items.add(i + "\ttopic" + topic + "\tword" + topic + ":3 other" + topic + " rare" + i / 7);
        }
        return items;
    }

    private void write(String name, List<String> lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }
}

package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import dev.tidings.audience.Audience;
import dev.tidings.audience.Recipient;
import dev.tidings.content.Commission;
import dev.tidings.content.Composition;
import dev.tidings.content.Content;
import dev.tidings.content.ContentSource;
import dev.tidings.content.Facts;
import dev.tidings.content.metrics.MetricsSource;
import dev.tidings.content.recommendation.RecommendationSource;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.FrozenLetters;
import dev.tidings.render.Letter;
import dev.tidings.render.Renderer;
import dev.tidings.render.TemplateVersions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The steps of a letter in this very process, each repeated alone over the same letters. */
final class RenderRun {
    private static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.of(2026, 5, 4));

    /** How many of a chunk's recipients are composed at once. */
    private static final int CHUNK = 500;

    private static final int ITEMS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path home;
    private final TemporaryDatabase database;
    private final int letters;
    private final int seconds;

    /** Of what the steps returned, so that none of them can be left out as useless. */
    private long sum;

    /**
     * What a step takes for one letter.
     *
     * @param microseconds of CPU
     */
    record Cost(double microseconds, double allocatedKb) {}

    /**
     * @param steps compose (which asks the database), freeze, thaw, render, and copy: the same letters put together out of
     *     pieces that are ready
     * @param overCopying freezing and rendering as a multiple of copying
     * @param jsonBytes of the frozen content, as the others of one letter on average
     */
    record Figures(
            String digest,
            int letters,
            Map<String, Cost> steps,
            double overCopying,
            long jsonBytes,
            long htmlBytes,
            long textBytes) {}

    RenderRun(Path home, TemporaryDatabase database, int letters, int seconds) {
        this.home = home;
        this.database = database;
        this.letters = letters;
        this.seconds = seconds;
    }

    Figures measure(String name) {
        try (Program program = Program.start(environment(name))) {
            Digest digest = program.part(DigestCatalog.class).require(name);
            FrozenLetters frozen = program.part(FrozenLetters.class);
            Renderer renderer = program.part(Renderer.class);
            String version = program.part(TemplateVersions.class).store(digest.template());
            Map<String, Cost> steps = new LinkedHashMap<>();
            List<Told> told = digest.content().source().equals("metrics")
                    ? weeks(program, digest, steps)
                    : picks(program, digest);
            String[] json = new String[told.size()];
            measure(steps, "freeze", i -> {
                json[i] = frozen.freeze(told.get(i).recipient(), told.get(i).facts());
                return json[i].length();
            });
            Letter[] thawed = new Letter[told.size()];
            measure(steps, "thaw", i -> {
                thawed[i] = frozen.thaw(i, name, WEEK, version, json[i]);
                return thawed[i].content().itemCount();
            });
            Message[] messages = new Message[told.size()];
            measure(steps, "render", i -> {
                messages[i] = renderer.render(thawed[i]);
                return messages[i].html().length();
            });
            measure(steps, "copy", i -> copy(messages[i].html()) + copy(messages[i].text()));
            return new Figures(
                    name,
                    letters,
                    steps,
                    rounded((us(steps, "freeze") + us(steps, "render")) / us(steps, "copy")),
                    average(i -> json[i].getBytes(UTF_8).length),
                    average(i -> messages[i].html().getBytes(UTF_8).length),
                    average(i -> messages[i].text().getBytes(UTF_8).length));
        }
    }

    private static double us(Map<String, Cost> steps, String step) {
        Cost cost = steps.get(step);
        return cost == null ? 0 : cost.microseconds();
    }

    private Map<String, String> environment(String name) {
        return Map.of(
                "TIDINGS_DATABASE_URL",
                database.url(),
                "TIDINGS_DATA",
                database.folder().toString(),
                "TIDINGS_CONFIG",
                home.resolve("examples").resolve(name).toString(),
                "TIDINGS_TRANSPORT",
                "outbox",
                "TIDINGS_PUBLIC_URL",
                "https://digest.example.com",
                "TIDINGS_SECRET",
                "a-secret-for-letters-that-go-nowhere");
    }

    /** What was found out for whom. */
    private record Told(Recipient recipient, Facts facts) {}

    private List<Told> weeks(Program program, Digest digest, Map<String, Cost> steps) {
        new SampleReaders(database.jdbc()).fill(1, letters, WEEK, 2);
        MetricsSource source = program.part(MetricsSource.class);
        List<String> ids = database.jdbc()
                .sql("select id from users order by id")
                .query((row, number) -> row.getString("id"))
                .list();
        List<Recipient> recipients = program.part(Audience.class).recipients(ids);
        Commission commission = new Commission(digest, WEEK, null);
        List<List<Recipient>> chunks = IntStream.range(0, (recipients.size() + CHUNK - 1) / CHUNK)
                .mapToObj(i -> recipients.subList(i * CHUNK, Math.min(recipients.size(), (i + 1) * CHUNK)))
                .toList();
        Map<String, Composition> byUser = new HashMap<>();
        measure(steps, "compose", chunks.size(), recipients.size(), i -> {
            byUser.putAll(source.compose(commission, chunks.get(i)).byUser());
            return byUser.size();
        });
        List<Told> told = new ArrayList<>();
        for (Recipient recipient : recipients) {
            if (byUser.get(recipient.userId()) instanceof Composition.Ready(Facts facts)) {
                told.add(new Told(recipient, facts));
            }
        }
        return told;
    }

    private List<Told> picks(Program program, Digest digest) {
        ContentSource source = program.part(RecommendationSource.class);
        Content sample = source.sample(digest);
        return IntStream.range(0, letters)
                .mapToObj(i -> new Told(reader(i), five(source.name(), sample, i)))
                .toList();
    }

    private static Recipient reader(int i) {
        return new Recipient("u" + i, "a" + i, "reader" + i + "@example.com", "Zoë Färber", null, null, null);
    }

    private static Facts five(String source, Content sample, int letter) {
        Map<?, ?> item =
                (Map<?, ?>) ((List<?>) Objects.requireNonNull(sample.fields().get("items"))).getFirst();
        List<Map<Object, Object>> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            Map<Object, Object> another = new LinkedHashMap<>(item);
            another.put("id", "opportunity-" + (letter + i));
            another.put("url", "https://example.org/residencies/" + (letter + i));
            items.add(another);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(sample.fields());
        fields.put("items", items);
        return new Facts(source, ITEMS, Map.of("preheader", sample.preheader(), "fields", fields));
    }

    private static int copy(String text) {
        StringBuilder copied = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += 64) {
            copied.append(text, i, Math.min(text.length(), i + 64));
        }
        return copied.toString().length();
    }

    private void measure(Map<String, Cost> steps, String step, ToIntFunction<Integer> work) {
        measure(steps, step, letters, letters, work);
    }

    private void measure(Map<String, Cost> steps, String step, int parts, int letters, ToIntFunction<Integer> work) {
        repeat(parts, work);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long done = repeat(parts, work);
        if (sum == 0) {
            throw new BenchFailure("the step " + step + " did nothing");
        }
        double each = (double) done * letters / parts;
        steps.put(
                step,
                new Cost(
                        rounded((THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / each),
                        rounded((THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1024.0 / each)));
    }

    /** Returns how many parts were done. */
    private long repeat(int parts, ToIntFunction<Integer> work) {
        long end = THREADS.getCurrentThreadCpuTime() + seconds * 1_000_000_000L;
        long done = 0;
        while (done < parts || THREADS.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < parts; i++) {
                sum += work.applyAsInt(i);
            }
            done += parts;
        }
        return done;
    }

    private long average(ToIntFunction<Integer> size) {
        return IntStream.range(0, letters).map(size::applyAsInt).sum() / letters;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e2) / 1e2;
    }
}

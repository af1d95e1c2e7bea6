package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import dev.tidings.audience.Audience;
import dev.tidings.audience.Audience.AudiencePage;
import dev.tidings.audience.CurrentRecipient;
import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentSource;
import dev.tidings.content.Facts;
import dev.tidings.content.metrics.MetricsContentSource;
import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.FrozenContentCodec;
import dev.tidings.ledger.FrozenLetter;
import dev.tidings.recommender.RecommendationContentSource;
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

/** Measures the steps of a letter in this process. Each step repeats alone over the same letters. */
final class RenderRun {
    private static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.of(2026, 5, 4));

    /** The number of recipients that are composed at once. */
    private static final int CHUNK_SIZE = 500;

    private static final int ITEMS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path home;
    private final TemporaryDatabase database;
    private final int letters;
    private final int seconds;

    /** The sum of the results of all steps: without it, the compiler may remove a step. */
    private long checksum;

    /** The CPU and the memory that a step uses for one letter. */
    record StepCost(double microseconds, double allocatedKb) {}

    /**
     * @param steps compose (which queries the database), freeze, thaw, render, and copy, which copies the same letters
     *     in pieces
     * @param overCopying the CPU of freezing and rendering divided by that of copying
     * @param jsonBytes the average size of a letter's frozen content
     */
    record RenderMeasurement(
            String digest,
            int letters,
            Map<String, StepCost> steps,
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

    RenderMeasurement measure(String name) {
        try (ProgramUnderTest program = ProgramUnderTest.start(environment(name))) {
            Digest digest = program.bean(DigestCatalog.class).require(name);
            FrozenContentCodec frozen = program.bean(FrozenContentCodec.class);
            Renderer renderer = program.bean(Renderer.class);
            String version = program.bean(TemplateVersions.class).store(digest.template());
            Map<String, StepCost> steps = new LinkedHashMap<>();
            List<MeasuredFacts> measured = digest.content().source().equals("metrics")
                    ? metricsFacts(program, digest, steps)
                    : recommendationFacts(program, digest);
            String[] json = new String[measured.size()];
            measure(steps, "freeze", i -> {
                MeasuredFacts letter = measured.get(i);
                json[i] = frozen.freeze(letter.recipient(), letter.facts());
                return json[i].length();
            });
            Letter[] thawed = new Letter[measured.size()];
            measure(steps, "thaw", i -> {
                thawed[i] = frozen.restore(new FrozenLetter(i, name, WEEK.start(), WEEK.end(), version, json[i]));
                return thawed[i].content().itemCount();
            });
            Message[] messages = new Message[measured.size()];
            measure(steps, "render", i -> {
                messages[i] = renderer.render(thawed[i]);
                return messages[i].html().length();
            });
            measure(steps, "copy", i -> copy(messages[i].html()) + copy(messages[i].text()));
            return new RenderMeasurement(
                    name,
                    letters,
                    steps,
                    rounded((microseconds(steps, "freeze") + microseconds(steps, "render"))
                            / microseconds(steps, "copy")),
                    average(i -> json[i].getBytes(UTF_8).length),
                    average(i -> messages[i].html().getBytes(UTF_8).length),
                    average(i -> messages[i].text().getBytes(UTF_8).length));
        }
    }

    private static double microseconds(Map<String, StepCost> steps, String step) {
        StepCost cost = steps.get(step);
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

    /** The facts for one recipient. */
    private record MeasuredFacts(Recipient recipient, Facts facts) {}

    private List<MeasuredFacts> metricsFacts(ProgramUnderTest program, Digest digest, Map<String, StepCost> steps) {
        new BenchUsers(database.jdbc()).insert(1, letters, WEEK, 2);
        MetricsContentSource source = program.bean(MetricsContentSource.class);
        Audience audience = program.bean(Audience.class);
        List<String> ids = audience.listDue(new AudiencePage(digest, null, letters));
        List<Recipient> recipients = audience.findRecipients(ids).stream()
                .map(CurrentRecipient::recipient)
                .toList();
        ContentRequest request = new ContentRequest(digest, WEEK, null);
        List<List<Recipient>> chunks = IntStream.range(0, (recipients.size() + CHUNK_SIZE - 1) / CHUNK_SIZE)
                .mapToObj(i -> recipients.subList(i * CHUNK_SIZE, Math.min(recipients.size(), (i + 1) * CHUNK_SIZE)))
                .toList();
        Map<String, ContentResult> byUser = new HashMap<>();
        measure(steps, "compose", chunks.size(), recipients.size(), i -> {
            byUser.putAll(source.compose(request, chunks.get(i)).byUser());
            return byUser.size();
        });
        List<MeasuredFacts> measured = new ArrayList<>();
        for (Recipient recipient : recipients) {
            if (byUser.get(recipient.userId()) instanceof ContentResult.ContentAvailable(Facts facts)) {
                measured.add(new MeasuredFacts(recipient, facts));
            }
        }
        return measured;
    }

    private List<MeasuredFacts> recommendationFacts(ProgramUnderTest program, Digest digest) {
        ContentSource source = program.bean(RecommendationContentSource.class);
        Content sample = source.sample(digest);
        return IntStream.range(0, letters)
                .mapToObj(i -> new MeasuredFacts(reader(i), fiveItems(source.name(), sample, i)))
                .toList();
    }

    private static Recipient reader(int i) {
        return new Recipient("u" + i, "a" + i, "reader" + i + "@example.com", "Zoë Färber", null, null, null);
    }

    private static Facts fiveItems(String source, Content sample, int letter) {
        Map<?, ?> item =
                (Map<?, ?>) ((List<?>) Objects.requireNonNull(sample.fields().get("items"))).getFirst();
        List<Map<Object, Object>> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            Map<Object, Object> copy = new LinkedHashMap<>(item);
            copy.put("id", "opportunity-" + (letter + i));
            copy.put("url", "https://example.org/residencies/" + (letter + i));
            items.add(copy);
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

    private void measure(Map<String, StepCost> steps, String step, ToIntFunction<Integer> work) {
        measure(steps, step, letters, letters, work);
    }

    private void measure(
            Map<String, StepCost> steps, String step, int parts, int letters, ToIntFunction<Integer> work) {
        repeat(parts, work);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long done = repeat(parts, work);
        if (checksum == 0) {
            throw new BenchException("the step " + step + " did nothing");
        }
        double count = (double) done * letters / parts;
        steps.put(
                step,
                new StepCost(
                        rounded((THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / count),
                        rounded((THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1024.0 / count)));
    }

    /** Repeats the work for the configured CPU seconds and returns the number of parts. */
    private long repeat(int parts, ToIntFunction<Integer> work) {
        long end = THREADS.getCurrentThreadCpuTime() + seconds * 1_000_000_000L;
        long done = 0;
        while (done < parts || THREADS.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < parts; i++) {
                checksum += work.applyAsInt(i);
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

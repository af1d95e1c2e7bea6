package dev.tidings.bench;

import dev.tidings.Tidings;
import dev.tidings.digest.Configuration;
import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.Editions;
import dev.tidings.schedule.Duties;
import dev.tidings.settings.EnvironmentReader;
import dev.tidings.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The program as {@code tidings run} starts it, with a look at its meters. */
final class Program implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /**
     * What sending one edition took.
     *
     * @param seconds from the edition's opening to its closing
     * @param cpuSeconds of this process meanwhile
     * @param compilerCpuSeconds of these, what the virtual machine's compilers took
     * @param peakMemory the most bytes it ever held, or null where the system does not tell
     */
    record Report(
            long sent,
            double seconds,
            double cpuSeconds,
            double compilerCpuSeconds,
            @Nullable Long peakMemory,
            Stages stages) {

        /** With what another node's process took for the same edition: the CPU of both, the memory of the larger one. */
        Report with(Report helper) {
            Long larger = peakMemory == null || helper.peakMemory() == null
                    ? null
                    : Long.valueOf(Math.max(peakMemory, helper.peakMemory()));
            return new Report(
                    sent,
                    seconds,
                    cpuSeconds + helper.cpuSeconds(),
                    compilerCpuSeconds + helper.compilerCpuSeconds(),
                    larger,
                    stages.with(helper.stages()));
        }
    }

    private final ConfigurableApplicationContext context;

    private Program(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Program start(Map<String, String> environment) {
        Settings settings = new EnvironmentReader(environment).forSending();
        Path folder = Objects.requireNonNull(settings.config());
        Configuration configuration = ConfigurationFolder.read(folder);
        return new Program(new SpringApplicationBuilder(Tidings.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .properties(Map.of("logging.level.root", "warn"))
                .initializers(created -> {
                    GenericApplicationContext beans = (GenericApplicationContext) created;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(Configuration.class, () -> configuration);
                    beans.registerBean(Duties.class, () -> new Duties(false, true));
                })
                .run());
    }

    /** What helping another node took from here on until that node was done. */
    Report help(Runnable untilDone) {
        Stages before = stages();
        double cpuBefore = ProcessUse.ownCpuSeconds();
        double compilerBefore = ProcessUse.ownCompilerCpuSeconds();
        untilDone.run();
        double cpu = ProcessUse.ownCpuSeconds() - cpuBefore;
        double compiler = ProcessUse.ownCompilerCpuSeconds() - compilerBefore;
        context.stop();
        return new Report(0, 0, cpu, compiler, ProcessUse.ownPeakMemory(), stages().since(before));
    }

    /** Opens the edition and waits until it is closed. */
    Edition walk(String digest, LocalDate week) throws InterruptedException {
        Edition opened = context.getBean(EditionOpener.class)
                .open(
                        context.getBean(DigestCatalog.class).require(digest),
                        DigestPeriod.containing(week),
                        OpenedBy.COMMAND);
        return untilClosed(opened.id());
    }

    /** What walking an edition took. */
    Report send(String digest, LocalDate week) throws InterruptedException {
        Stages before = stages();
        double cpuBefore = ProcessUse.ownCpuSeconds();
        double compilerBefore = ProcessUse.ownCompilerCpuSeconds();
        Edition closed = walk(digest, week);
        double cpu = ProcessUse.ownCpuSeconds() - cpuBefore;
        double compiler = ProcessUse.ownCompilerCpuSeconds() - compilerBefore;
        // The last tasks write down their time when they are over, a moment after the edition's closing.
        context.stop();
        Duration took = Duration.between(closed.openedAt(), Objects.requireNonNull(closed.closedAt()));
        return new Report(
                closed.progress().sent(),
                took.toNanos() / 1e9,
                cpu,
                compiler,
                ProcessUse.ownPeakMemory(),
                stages().since(before));
    }

    private Stages stages() {
        return Stages.of(context.getBean(MeterRegistry.class));
    }

    private Edition untilClosed(long id) throws InterruptedException {
        Editions editions = context.getBean(Editions.class);
        while (true) {
            Edition edition = editions.find(id).orElseThrow();
            switch (edition.status()) {
                case CLOSED -> {
                    return edition;
                }
                case STOPPED -> throw new BenchFailure("the edition was stopped: " + edition.reason());
                case OPEN, PAUSED -> Thread.sleep(LOOK_EVERY);
            }
        }
    }

    /** One of the parts that the program is made of. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}

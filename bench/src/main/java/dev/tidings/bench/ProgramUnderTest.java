package dev.tidings.bench;

import dev.tidings.Tidings;
import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.digest.TidingsConfiguration;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.edition.Editions;
import dev.tidings.schedule.NodeRoles;
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

/** The program as {@code tidings run} starts it, with access to its meters. */
final class ProgramUnderTest implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /**
     * The cost of sending one edition.
     *
     * @param seconds from the edition's opening to its closing
     * @param cpuSeconds CPU of this process in this time
     * @param compilerCpuSeconds the part of it that the virtual machine's compilers used
     * @param peakMemory the peak memory in bytes; null if the system does not report it
     */
    record ProgramReport(
            long sent,
            double seconds,
            double cpuSeconds,
            double compilerCpuSeconds,
            @Nullable Long peakMemory,
            StageSeconds stages) {

        /** Adds another node's report on the same edition: the CPU of both, the memory of the larger one. */
        ProgramReport plus(ProgramReport helper) {
            Long larger = peakMemory == null || helper.peakMemory() == null
                    ? null
                    : Long.valueOf(Math.max(peakMemory, helper.peakMemory()));
            return new ProgramReport(
                    sent,
                    seconds,
                    cpuSeconds + helper.cpuSeconds(),
                    compilerCpuSeconds + helper.compilerCpuSeconds(),
                    larger,
                    stages.plus(helper.stages()));
        }
    }

    private final ConfigurableApplicationContext context;

    private ProgramUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static ProgramUnderTest start(Map<String, String> environment) {
        Settings settings = new EnvironmentReader(environment).forSending();
        Path folder = Objects.requireNonNull(settings.config());
        TidingsConfiguration configuration = ConfigurationFolder.read(folder);
        return new ProgramUnderTest(new SpringApplicationBuilder(Tidings.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .properties(Map.of("logging.level.root", "warn"))
                .initializers(created -> {
                    GenericApplicationContext beans = (GenericApplicationContext) created;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(TidingsConfiguration.class, () -> configuration);
                    beans.registerBean(NodeRoles.class, () -> new NodeRoles(false, true));
                })
                .run());
    }

    /** Measures this node while another node sends an edition, until {@code untilDone} returns. */
    ProgramReport measureUntil(Runnable untilDone) {
        StageSeconds before = stages();
        double cpuBefore = ProcessUsage.ownCpuSeconds();
        double compilerBefore = ProcessUsage.ownCompilerCpuSeconds();
        untilDone.run();
        double cpu = ProcessUsage.ownCpuSeconds() - cpuBefore;
        double compiler = ProcessUsage.ownCompilerCpuSeconds() - compilerBefore;
        context.stop();
        return new ProgramReport(0, 0, cpu, compiler, ProcessUsage.ownPeakMemoryBytes(), stages().minus(before));
    }

    /** Opens the edition and waits until it is closed. */
    Edition runEdition(String digest, LocalDate week) throws InterruptedException {
        Edition opened = context.getBean(EditionOpener.class)
                .open(
                        context.getBean(DigestCatalog.class).require(digest),
                        DigestPeriod.containing(week),
                        OpenedBy.COMMAND,
                        true);
        return awaitClosed(opened.id());
    }

    /** Sends the edition and measures it. */
    ProgramReport measureEdition(String digest, LocalDate week) throws InterruptedException {
        StageSeconds before = stages();
        double cpuBefore = ProcessUsage.ownCpuSeconds();
        double compilerBefore = ProcessUsage.ownCompilerCpuSeconds();
        Edition closed = runEdition(digest, week);
        double cpu = ProcessUsage.ownCpuSeconds() - cpuBefore;
        double compiler = ProcessUsage.ownCompilerCpuSeconds() - compilerBefore;
        // The last tasks record their time when they end, shortly after the edition's closing.
        context.stop();
        Duration elapsed = Duration.between(closed.openedAt(), Objects.requireNonNull(closed.closedAt()));
        return new ProgramReport(
                closed.progress().sent(),
                elapsed.toNanos() / 1e9,
                cpu,
                compiler,
                ProcessUsage.ownPeakMemoryBytes(),
                stages().minus(before));
    }

    private StageSeconds stages() {
        return StageSeconds.of(context.getBean(MeterRegistry.class));
    }

    private Edition awaitClosed(long id) throws InterruptedException {
        Editions editions = context.getBean(Editions.class);
        while (true) {
            Edition edition = editions.find(id).orElseThrow();
            switch (edition.status()) {
                case CLOSED -> {
                    return edition;
                }
                case STOPPED, HELD ->
                    throw new BenchException("the edition is " + edition.status() + ": " + edition.reason());
                case OPEN, PAUSED, WAITING -> Thread.sleep(POLL_INTERVAL);
            }
        }
    }

    /** A bean of the program. */
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}

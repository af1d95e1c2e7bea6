package dev.tidings.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of one run.
 *
 * @param server the sink's name
 * @param lettersPerSecond the rate from the edition's opening to its closing
 * @param cpuSecondsPerThousand CPU of the program's process in this time, per 1,000 letters
 * @param compilerCpuSeconds total CPU of the virtual machine's compilers in this time; they use most of it in the first
 *     minute
 * @param peakMemoryMib the peak memory of the program's process; null if the system does not report it
 * @param startSeconds how long the program took to start
 * @param startCpuSeconds CPU of the start, not contained in the above
 * @param firstLetterSeconds from the edition's opening to the first letter's outcome
 * @param planSeconds from the edition's opening to the end of its planning
 * @param databaseCpuSecondsPerThousand CPU of PostgreSQL's processes, per 1,000 letters
 * @param sinkCpuSecondsPerThousand CPU of the sink's process, per 1,000 letters
 * @param plainSender null if letters are not sent by SMTP
 * @param smtpSource null if Postfix's smtp-source is not on the PATH
 * @param sinkAccepted null if the sink does not count letters; the same holds for {@code sinkUnique}
 * @param faults the unexpected counts; empty if every letter arrived exactly once
 */
record DeliverMeasurement(
        @JsonUnwrapped DeliverWorkload workload,
        String server,
        Machine machine,
        double seconds,
        double lettersPerSecond,
        double cpuSecondsPerThousand,
        double compilerCpuSeconds,
        @Nullable Double peakMemoryMib,
        double startSeconds,
        double startCpuSeconds,
        double firstLetterSeconds,
        double planSeconds,
        double databaseCpuSecondsPerThousand,
        double sinkCpuSecondsPerThousand,
        long letterBytes,
        Map<String, StageTime> stages,
        @Nullable Baseline plainSender,
        @Nullable Double ratioToPlainSender,
        @Nullable Baseline smtpSource,
        @Nullable Double ratioToSmtpSource,
        long ledgerSent,
        @Nullable Long sinkAccepted,
        @Nullable Long sinkUnique,
        List<String> faults) {

    /**
     * @param threadSeconds the sum over all threads, waiting included
     * @param share the share of the sum over all stages
     */
    record StageTime(double threadSeconds, double share) {}

    /** @param cpuSecondsPerThousand null if it is not measured */
    record Baseline(double messagesPerSecond, @Nullable Double cpuSecondsPerThousand) {}

    static DeliverMeasurement of(
            DeliverWorkload workload,
            String server,
            Machine machine,
            DeliverRun.EditionMeasurement edition,
            @Nullable Baseline plain,
            @Nullable Baseline smtpSource) {
        ProgramUnderTest.ProgramReport program = edition.program();
        double thousands = workload.recipients() / 1000.0;
        double rate = workload.recipients() / program.seconds();
        Long peak = program.peakMemory();
        return new DeliverMeasurement(
                workload,
                server,
                machine,
                rounded(program.seconds()),
                rounded(rate),
                rounded(program.cpuSeconds() / thousands),
                rounded(program.compilerCpuSeconds()),
                peak == null ? null : rounded(peak / (double) (1 << 20)),
                rounded(edition.ready().startSeconds()),
                rounded(edition.ready().startCpuSeconds()),
                rounded(edition.ledger().firstSeconds()),
                rounded(edition.ledger().planSeconds()),
                rounded(edition.databaseCpuSeconds() / thousands),
                rounded(edition.sinkCpuSeconds() / thousands),
                edition.sink().bytes() / workload.recipients(),
                stages(program.stages()),
                rounded(plain),
                ratio(rate, plain),
                rounded(smtpSource),
                ratio(rate, smtpSource),
                edition.ledger().sent(),
                edition.sinkCounts() ? edition.sink().accepted() : null,
                edition.sinkCounts() ? edition.sink().unique() : null,
                faults(workload.recipients(), edition));
    }

    private static Map<String, StageTime> stages(StageSeconds seconds) {
        double sum = seconds.byName().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        Map<String, StageTime> stages = new LinkedHashMap<>();
        seconds.byName().forEach((name, time) -> stages.put(name, new StageTime(rounded(time), rounded(time / sum))));
        return stages;
    }

    private static List<String> faults(long recipients, DeliverRun.EditionMeasurement edition) {
        List<String> faults = new ArrayList<>();
        require(faults, "letters sent in the ledger", edition.ledger().sent(), recipients);
        require(
                faults,
                "letters settled otherwise in the ledger",
                edition.ledger().otherwise(),
                0);
        require(faults, "letters still owed in the ledger", edition.ledger().owed(), 0);
        if (edition.sinkCounts()) {
            require(faults, "letters accepted by the sink", edition.sink().accepted(), recipients);
            require(faults, "different Message-IDs at the sink", edition.sink().unique(), recipients);
        }
        return faults;
    }

    private static void require(List<String> faults, String description, long found, long expected) {
        if (found != expected) {
            faults.add(found + " " + description + ", expected " + expected);
        }
    }

    private static @Nullable Double ratio(double rate, @Nullable Baseline baseline) {
        return baseline == null ? null : rounded(rate / baseline.messagesPerSecond());
    }

    private static @Nullable Baseline rounded(@Nullable Baseline baseline) {
        if (baseline == null) {
            return null;
        }
        Double cpu = baseline.cpuSecondsPerThousand();
        return new Baseline(rounded(baseline.messagesPerSecond()), cpu == null ? null : rounded(cpu));
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).round(new MathContext(4)).doubleValue();
    }

    /** This record as one line of JSON. */
    String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(this);
    }
}

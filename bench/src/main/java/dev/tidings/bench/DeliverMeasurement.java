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
 * What one run measured.
 *
 * @param server the sink's name
 * @param lettersPerSecond from the edition's opening to its closing
 * @param cpuSecondsPerThousand of the program's process meanwhile, for 1,000 letters
 * @param compilerCpuSeconds of the virtual machine's compilers meanwhile, in all; most of it is spent in the first
 *     minute
 * @param peakMemoryMib the most that the program's process ever held; null where the system does not tell
 * @param startSeconds how long the program took to start
 * @param startCpuSeconds what starting it took, not contained in the above
 * @param firstLetterSeconds from the edition's opening to the first letter's outcome
 * @param planSeconds from the edition's opening to the end of its planning
 * @param databaseCpuSecondsPerThousand of PostgreSQL's processes, for 1,000 letters
 * @param sinkCpuSecondsPerThousand of the sink's process, for 1,000 letters
 * @param plainSender null where letters do not go by SMTP
 * @param smtpSource null where Postfix's smtp-source is not on the PATH
 * @param sinkAccepted null where the sink does not count, and so for the unique ones
 * @param faults what is wrong with the result; empty when every recipient's letter arrived, once
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
     * @param threadSeconds of all threads together, waiting included
     * @param share of the sum over all stages
     */
    record StageTime(double threadSeconds, double share) {}

    /** @param cpuSecondsPerThousand null where it is not measured */
    record Baseline(double messagesPerSecond, @Nullable Double cpuSecondsPerThousand) {}

    static DeliverMeasurement of(
            DeliverWorkload task,
            String server,
            Machine machine,
            DeliverRun.EditionMeasurement edition,
            @Nullable Baseline plain,
            @Nullable Baseline smtpSource) {
        ProgramUnderTest.ProgramReport program = edition.program();
        double thousands = task.recipients() / 1000.0;
        double rate = task.recipients() / program.seconds();
        Long peak = program.peakMemory();
        return new DeliverMeasurement(
                task,
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
                edition.sink().bytes() / task.recipients(),
                stages(program.stages()),
                rounded(plain),
                ratio(rate, plain),
                rounded(smtpSource),
                ratio(rate, smtpSource),
                edition.ledger().sent(),
                edition.sinkCounts() ? edition.sink().accepted() : null,
                edition.sinkCounts() ? edition.sink().unique() : null,
                faults(task.recipients(), edition));
    }

    private static Map<String, StageTime> stages(StageSeconds seconds) {
        double sum = seconds.byName().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        Map<String, StageTime> stages = new LinkedHashMap<>();
        seconds.byName().forEach((name, of) -> stages.put(name, new StageTime(rounded(of), rounded(of / sum))));
        return stages;
    }

    private static List<String> faults(long recipients, DeliverRun.EditionMeasurement edition) {
        List<String> faults = new ArrayList<>();
        require(faults, "letters sent, says the ledger", edition.ledger().sent(), recipients);
        require(
                faults,
                "letters settled otherwise, says the ledger",
                edition.ledger().otherwise(),
                0);
        require(faults, "letters still owed, says the ledger", edition.ledger().owed(), 0);
        if (edition.sinkCounts()) {
            require(faults, "letters accepted, says the sink", edition.sink().accepted(), recipients);
            require(
                    faults,
                    "different Message-IDs, says the sink",
                    edition.sink().unique(),
                    recipients);
        }
        return faults;
    }

    private static void require(List<String> faults, String what, long found, long expected) {
        if (found != expected) {
            faults.add(found + " " + what + "; expected " + expected);
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

    /** On one line. */
    String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(this);
    }
}

package dev.tidings.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The middle of several runs, each figure by itself; null where a run does not tell it.
 *
 * @param faults of all runs
 */
record Medians(
        int runs,
        @JsonUnwrapped DeliverWorkload workload,
        Machine machine,
        @Nullable Double lettersPerSecond,
        @Nullable Double cpuSecondsPerThousand,
        @Nullable Double compilerCpuSeconds,
        @Nullable Double databaseCpuSecondsPerThousand,
        @Nullable Double peakMemoryMib,
        @Nullable Double firstLetterSeconds,
        @Nullable Double plainSenderPerSecond,
        @Nullable Double ratioToPlainSender,
        @Nullable Double smtpSourcePerSecond,
        @Nullable Double ratioToSmtpSource,
        List<String> faults) {

    /** @param runs of the same task, at least one */
    static Medians of(List<DeliverMeasurement> runs) {
        DeliverMeasurement first = runs.getFirst();
        return new Medians(
                runs.size(),
                first.workload(),
                first.machine(),
                median(runs, DeliverMeasurement::lettersPerSecond),
                median(runs, DeliverMeasurement::cpuSecondsPerThousand),
                median(runs, DeliverMeasurement::compilerCpuSeconds),
                median(runs, DeliverMeasurement::databaseCpuSecondsPerThousand),
                median(runs, DeliverMeasurement::peakMemoryMib),
                median(runs, DeliverMeasurement::firstLetterSeconds),
                median(runs, each -> rate(each.plainSender())),
                median(runs, DeliverMeasurement::ratioToPlainSender),
                median(runs, each -> rate(each.smtpSource())),
                median(runs, DeliverMeasurement::ratioToSmtpSource),
                runs.stream().flatMap(each -> each.faults().stream()).toList());
    }

    private static @Nullable Double rate(DeliverMeasurement.@Nullable Baseline baseline) {
        return baseline == null ? null : baseline.messagesPerSecond();
    }

    /** Of an even number of runs, the lower one of the two in the middle. */
    private static @Nullable Double median(
            List<DeliverMeasurement> runs, Function<DeliverMeasurement, @Nullable Double> figure) {
        List<Double> told = runs.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted()
                .toList();
        return told.size() < runs.size() ? null : told.get((told.size() - 1) / 2);
    }

    /** On one line. */
    String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(this);
    }
}

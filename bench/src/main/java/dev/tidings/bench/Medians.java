package dev.tidings.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The median of each figure over several runs. A figure is null if a run lacks it.
 *
 * @param faults the faults of all runs
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

    /** @param runs at least one run, all of the same workload */
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
                median(runs, run -> rate(run.plainSender())),
                median(runs, DeliverMeasurement::ratioToPlainSender),
                median(runs, run -> rate(run.smtpSource())),
                median(runs, DeliverMeasurement::ratioToSmtpSource),
                runs.stream().flatMap(run -> run.faults().stream()).toList());
    }

    private static @Nullable Double rate(DeliverMeasurement.@Nullable Baseline baseline) {
        return baseline == null ? null : baseline.messagesPerSecond();
    }

    /** For an even number of runs, the lower of the two middle values. */
    private static @Nullable Double median(
            List<DeliverMeasurement> runs, Function<DeliverMeasurement, @Nullable Double> figure) {
        List<Double> values = runs.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted()
                .toList();
        return values.size() < runs.size() ? null : values.get((values.size() - 1) / 2);
    }

    /** This record as one line of JSON. */
    String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(this);
    }
}

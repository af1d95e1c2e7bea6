package dev.tidings.bench.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidings.bench.chaos.ChaosRound.RoundOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of all rounds.
 *
 * @param twice letters that a recipient got a second time
 * @param lost letters that are missing or still owed
 * @param changes opt-outs and changes of accounts and addresses that were answered
 * @param samples number of ledger samples
 * @param takeover the longest time in seconds until other nodes claimed a killed node's work
 * @param faults number of injected faults by name
 * @param unsupported faults that this machine or these options do not support
 */
record ChaosReport(
        long seed,
        int rounds,
        long letters,
        long twice,
        long lost,
        long unknown,
        @JsonProperty("recipient_changes") long changes,
        long samples,
        double seconds,
        @JsonProperty("slowest_takeover_seconds") double takeover,
        Map<String, Long> faults,
        Set<String> unsupported,
        @JsonProperty("failed_rounds") List<Integer> failedRounds) {

    static ChaosReport of(long seed, List<RoundOutcome> outcomes, double takeover, Set<String> unsupported) {
        Map<String, Long> faults = outcomes.stream()
                .flatMap(outcome -> outcome.injected().stream())
                .collect(Collectors.groupingBy(fault -> fault.kind().cliName(), TreeMap::new, Collectors.counting()));
        return new ChaosReport(
                seed,
                outcomes.size(),
                sum(outcomes, RoundOutcome::letters),
                sum(outcomes, RoundOutcome::twice),
                sum(outcomes, RoundOutcome::lost),
                sum(outcomes, RoundOutcome::unknown),
                sum(outcomes, RoundOutcome::changes),
                sum(outcomes, RoundOutcome::samples),
                outcomes.stream().mapToDouble(RoundOutcome::seconds).sum(),
                takeover,
                faults,
                unsupported,
                outcomes.stream()
                        .filter(outcome -> !outcome.violations().isEmpty())
                        .map(outcome -> outcome.schedule().round())
                        .toList());
    }

    private static long sum(List<RoundOutcome> outcomes, ToIntFunction<RoundOutcome> count) {
        return outcomes.stream().mapToLong(count::applyAsInt).sum();
    }

    String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(this);
    }
}

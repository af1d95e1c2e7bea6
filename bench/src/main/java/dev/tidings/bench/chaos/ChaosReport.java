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
 * @param changes opt-outs and changes of accounts and addresses that were answered
 * @param samples how often an edition's books were looked at
 * @param takeover the longest time in seconds until a killed node's work was in other hands
 * @param faults how many struck, by kind
 * @param unsupported what this machine, or this call, gave no means for
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
        @JsonProperty("not_staged") Set<String> unsupported,
        @JsonProperty("failed_rounds") List<Integer> failedRounds) {

    static ChaosReport of(long seed, List<RoundOutcome> outcomes, double takeover, Set<String> notStaged) {
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
                notStaged,
                outcomes.stream()
                        .filter(outcome -> !outcome.faults().isEmpty())
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

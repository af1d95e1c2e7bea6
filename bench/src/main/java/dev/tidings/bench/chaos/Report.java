package dev.tidings.bench.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidings.bench.chaos.Round.Outcome;
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
 * @param samples how often an edition's books were looked at
 * @param takeover the longest time in seconds until a killed node's work was in other hands
 * @param faults how many struck, by kind
 * @param notStaged what this machine, or this call, gave no means for
 */
record Report(
        long seed,
        int rounds,
        long letters,
        long twice,
        long lost,
        long unknown,
        long samples,
        double seconds,
        @JsonProperty("slowest_takeover_seconds") double takeover,
        Map<String, Long> faults,
        @JsonProperty("not_staged") Set<String> notStaged,
        @JsonProperty("failed_rounds") List<Integer> failedRounds) {

    static Report of(long seed, List<Outcome> outcomes, double takeover, Set<String> notStaged) {
        Map<String, Long> faults = outcomes.stream()
                .flatMap(outcome -> outcome.played().stream())
                .collect(Collectors.groupingBy(fault -> fault.kind().word(), TreeMap::new, Collectors.counting()));
        return new Report(
                seed,
                outcomes.size(),
                sum(outcomes, Outcome::letters),
                sum(outcomes, Outcome::twice),
                sum(outcomes, Outcome::lost),
                sum(outcomes, Outcome::unknown),
                sum(outcomes, Outcome::samples),
                outcomes.stream().mapToDouble(Outcome::seconds).sum(),
                takeover,
                faults,
                notStaged,
                outcomes.stream()
                        .filter(outcome -> !outcome.faults().isEmpty())
                        .map(outcome -> outcome.schedule().round())
                        .toList());
    }

    private static long sum(List<Outcome> outcomes, ToIntFunction<Outcome> count) {
        return outcomes.stream().mapToLong(count::applyAsInt).sum();
    }

    String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(this);
    }
}

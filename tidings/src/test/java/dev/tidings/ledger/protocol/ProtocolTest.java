package dev.tidings.ledger.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.protocol.ProtocolRules.ProtocolRule;
import dev.tidings.ledger.protocol.StateExplorer.ExplorationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Explores the hand-over protocol exhaustively: two workers, two letters of one batch, and every order of crashes, lost
 * messages and reassigned chunks between their steps. A variant has the two letters in two chunks for the same user.
 */
class ProtocolTest {
    private static final ModelState SMALL = ModelState.of(2, 2, 3, 0);

    /** Fewer faults: the retry doubles the number of states. */
    private static final ModelState WITH_RETRY = ModelState.of(2, 2, 2, 1);

    record ProtocolCase(String name, ProtocolRules rules) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Exploration(ProtocolCase protocol, ModelState start) {}

    /** Several tests look at the same results. */
    private static final Map<Exploration, ExplorationResult> EXPLORED = new ConcurrentHashMap<>();

    private static ExplorationResult explore(ProtocolCase protocol, ModelState start) {
        return EXPLORED.computeIfAbsent(
                new Exploration(protocol, start), _ -> new StateExplorer(protocol.rules()).explore(start));
    }

    static List<ProtocolCase> protocols() {
        return List.of(
                new ProtocolCase("Resend", ProtocolRules.RESEND),
                new ProtocolCase("SMTP", ProtocolRules.SMTP),
                new ProtocolCase("SMTP with journals", ProtocolRules.SMTP.withJournal()),
                new ProtocolCase("Resend, one user in two chunks", ProtocolRules.RESEND.ofOneUser()),
                new ProtocolCase("SMTP, one user in two chunks", ProtocolRules.SMTP.ofOneUser()));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void noLetterIsSentTwiceOrRecordedWronglyAndEachCanBeSettled(ProtocolCase protocol) {
        ExplorationResult result = explore(protocol, SMALL);

        assertThat(result.broken()).isEmpty();
        assertThat(result.states()).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void aRetryKeepsTheRules(ProtocolCase protocol) {
        ExplorationResult result = explore(protocol, WITH_RETRY);

        assertThat(result.broken()).isEmpty();
        assertThat(result.states()).isGreaterThan(1_000);
    }

    static List<ProtocolCase> brokenRetries() {
        return List.of(
                new ProtocolCase(
                        "Resend that retries what may be out",
                        ProtocolRules.RESEND.without(ProtocolRule.RETRIED_ONLY_IF_NOT_OUT)),
                new ProtocolCase(
                        "SMTP that retries what may be out",
                        ProtocolRules.SMTP.without(ProtocolRule.RETRIED_ONLY_IF_NOT_OUT)),
                new ProtocolCase(
                        "A retry that forgets an unknown attempt",
                        ProtocolRules.SMTP.without(ProtocolRule.RETRY_STAYS_UNKNOWN)),
                new ProtocolCase(
                        "A retry that counts attempts anew",
                        ProtocolRules.RESEND.without(ProtocolRule.RETRY_KEEPS_ATTEMPTS)));
    }

    @ParameterizedTest
    @MethodSource("brokenRetries")
    void everyRuleOfARetryIsNeeded(ProtocolCase protocol) {
        assertThat(new StateExplorer(protocol.rules()).explore(WITH_RETRY).broken())
                .isNotEmpty();
    }

    static List<ProtocolCase> brokenProtocols() {
        return List.of(
                new ProtocolCase(
                        "Resend without one letter per user",
                        ProtocolRules.RESEND.ofOneUser().without(ProtocolRule.ONE_LETTER_PER_USER)),
                new ProtocolCase(
                        "SMTP without one letter per user",
                        ProtocolRules.SMTP.ofOneUser().without(ProtocolRule.ONE_LETTER_PER_USER)),
                new ProtocolCase(
                        "Resend without composing once", ProtocolRules.RESEND.without(ProtocolRule.COMPOSED_ONCE)),
                new ProtocolCase(
                        "Resend without the intent first", ProtocolRules.RESEND.without(ProtocolRule.INTENT_FIRST)),
                new ProtocolCase(
                        "Resend without expanded batches", ProtocolRules.RESEND.without(ProtocolRule.EXPANDED_TO_ROWS)),
                new ProtocolCase(
                        "Resend without exclusive claims", ProtocolRules.RESEND.without(ProtocolRule.CLAIMED_ONCE)),
                new ProtocolCase("Resend without the same key", ProtocolRules.RESEND.without(ProtocolRule.SAME_KEY)),
                new ProtocolCase(
                        "Resend that repeats refused batches",
                        ProtocolRules.RESEND.without(ProtocolRule.ALONE_WHEN_REFUSED)),
                new ProtocolCase("Resend without fenced attempts", ProtocolRules.RESEND.without(ProtocolRule.FENCED)),
                new ProtocolCase(
                        "Resend that skips what may be out",
                        ProtocolRules.RESEND.without(ProtocolRule.SKIPPED_ONLY_IF_NOT_OUT)),
                new ProtocolCase("SMTP without composing once", ProtocolRules.SMTP.without(ProtocolRule.COMPOSED_ONCE)),
                new ProtocolCase(
                        "SMTP without the intent first", ProtocolRules.SMTP.without(ProtocolRule.INTENT_FIRST)),
                new ProtocolCase(
                        "SMTP without expanded batches", ProtocolRules.SMTP.without(ProtocolRule.EXPANDED_TO_ROWS)),
                new ProtocolCase(
                        "SMTP without exclusive claims", ProtocolRules.SMTP.without(ProtocolRule.CLAIMED_ONCE)),
                new ProtocolCase(
                        "SMTP that sends again what may be out",
                        ProtocolRules.SMTP.without(ProtocolRule.UNKNOWN_WITHOUT_KEY)),
                new ProtocolCase(
                        "Journals with letters settled as unknown after an older read",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.UNKNOWN_ONLY_IF_POSSIBLE)),
                new ProtocolCase(
                        "Journals that begin after the intent",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.RECORDED_BEFORE_INTENT)),
                new ProtocolCase(
                        "Journals that record a final byte after it is sent",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.RECORDED_BEFORE_FINAL_BYTE)),
                new ProtocolCase(
                        "Journals that count for any attempt",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.RECORDS_FENCED)),
                new ProtocolCase(
                        "Copies of journals that prove more than answers",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.COPIES_PROVE_ONLY_ANSWERS)));
    }

    @ParameterizedTest
    @MethodSource("brokenProtocols")
    void everyRuleIsNeeded(ProtocolCase protocol) {
        assertThat(new StateExplorer(protocol.rules()).explore(SMALL).broken()).isNotEmpty();
    }

    @Test
    void theDocumentedStateDiagramIsThatOfTheModel() throws IOException {
        Set<String> transitions = new TreeSet<>();
        protocols().forEach(protocol -> {
            transitions.addAll(explore(protocol, SMALL).transitions());
            transitions.addAll(explore(protocol, WITH_RETRY).transitions());
        });

        assertThat(Files.readString(Path.of("../docs/states.md"))).contains(diagram(transitions));
    }

    private static String diagram(Set<String> transitions) {
        return transitions.stream()
                .map(transition -> "    " + transition.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n", "```mermaid\nstateDiagram-v2\n    [*] --> planned\n", "\n```"));
    }
}

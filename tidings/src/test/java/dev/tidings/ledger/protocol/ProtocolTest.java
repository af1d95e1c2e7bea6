package dev.tidings.ledger.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.protocol.ProtocolRules.ProtocolRule;
import dev.tidings.ledger.protocol.StateExplorer.ExplorationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The hand-over protocol, by machine: two workers, two letters of one batch, and every order in which crashes, lost
 * messages and chunks given away can fall between their steps. Also with the two letters in two chunks, and the same user's.
 */
class ProtocolTest {
    private static final ModelState SMALL = ModelState.of(2, 2, 3);

    record ProtocolCase(String name, ProtocolRules rules) {
        @Override
        public String toString() {
            return name;
        }
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
    void noLetterIsSentTwiceOrToldWronglyAndEachCanBeSettled(ProtocolCase protocol) {
        ExplorationResult finding = new StateExplorer(protocol.rules()).explore(SMALL);

        assertThat(finding.broken()).isEmpty();
        assertThat(finding.states()).isGreaterThan(1_000);
    }

    static List<ProtocolCase> brokenProtocols() {
        return List.of(
                new ProtocolCase(
                        "Resend with two places of one user",
                        ProtocolRules.RESEND.ofOneUser().without(ProtocolRule.ONE_PLACE)),
                new ProtocolCase(
                        "SMTP with two places of one user",
                        ProtocolRules.SMTP.ofOneUser().without(ProtocolRule.ONE_PLACE)),
                new ProtocolCase(
                        "Resend without composing once", ProtocolRules.RESEND.without(ProtocolRule.COMPOSED_ONCE)),
                new ProtocolCase(
                        "Resend without the intent first", ProtocolRules.RESEND.without(ProtocolRule.INTENT_FIRST)),
                new ProtocolCase(
                        "Resend without laying out", ProtocolRules.RESEND.without(ProtocolRule.EXPANDED_TO_ROWS)),
                new ProtocolCase("Resend without one taker", ProtocolRules.RESEND.without(ProtocolRule.CLAIMED_ONCE)),
                new ProtocolCase("Resend without the same key", ProtocolRules.RESEND.without(ProtocolRule.SAME_KEY)),
                new ProtocolCase(
                        "Resend with batches that stay together",
                        ProtocolRules.RESEND.without(ProtocolRule.ALONE_WHEN_REFUSED)),
                new ProtocolCase("Resend without the fence", ProtocolRules.RESEND.without(ProtocolRule.FENCED)),
                new ProtocolCase(
                        "Resend that skips what may be out",
                        ProtocolRules.RESEND.without(ProtocolRule.SKIPPED_WHEN_SURE)),
                new ProtocolCase("SMTP without composing once", ProtocolRules.SMTP.without(ProtocolRule.COMPOSED_ONCE)),
                new ProtocolCase(
                        "SMTP without the intent first", ProtocolRules.SMTP.without(ProtocolRule.INTENT_FIRST)),
                new ProtocolCase("SMTP without laying out", ProtocolRules.SMTP.without(ProtocolRule.EXPANDED_TO_ROWS)),
                new ProtocolCase("SMTP without one taker", ProtocolRules.SMTP.without(ProtocolRule.CLAIMED_ONCE)),
                new ProtocolCase(
                        "SMTP that sends again what may be out",
                        ProtocolRules.SMTP.without(ProtocolRule.UNKNOWN_WITHOUT_KEY)),
                new ProtocolCase(
                        "Journals whose letters are settled as unknown all the same",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.UNKNOWN_WHEN_POSSIBLE)),
                new ProtocolCase(
                        "Journals that begin after the intent",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.RECORDED_BEFORE_INTENT)),
                new ProtocolCase(
                        "Journals that hear of a final byte after it",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.RECORDED_BEFORE_FINAL_BYTE)),
                new ProtocolCase(
                        "Journals that count for any attempt",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.RECORDS_FENCED)),
                new ProtocolCase(
                        "Copies of journals that prove too much",
                        ProtocolRules.SMTP.withJournal().without(ProtocolRule.COPIES_PROVE_ANSWERS)));
    }

    @ParameterizedTest
    @MethodSource("brokenProtocols")
    void everyRuleIsNeeded(ProtocolCase protocol) {
        assertThat(new StateExplorer(protocol.rules()).explore(SMALL).broken()).isNotEmpty();
    }

    @Test
    void theDiagramInTheDocumentationIsWhatLettersDo() throws IOException {
        Set<String> moves = new TreeSet<>();
        protocols()
                .forEach(each -> moves.addAll(
                        new StateExplorer(each.rules()).explore(SMALL).moves()));

        assertThat(Files.readString(Path.of("../docs/states.md"))).contains(diagram(moves));
    }

    private static String diagram(Set<String> moves) {
        return moves.stream()
                .map(move -> "    " + move.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n", "```mermaid\nstateDiagram-v2\n    [*] --> planned\n", "\n```"));
    }
}

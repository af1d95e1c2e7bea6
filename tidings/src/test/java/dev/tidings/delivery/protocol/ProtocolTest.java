package dev.tidings.delivery.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.delivery.protocol.Explorer.Finding;
import dev.tidings.delivery.protocol.Rules.Rule;
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
 * messages and chunks given away can fall between their steps.
 */
class ProtocolTest {
    private static final World SMALL = World.of(2, 2, 3);

    record Case(String name, Rules rules) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> protocols() {
        return List.of(new Case("Resend", Rules.RESEND), new Case("SMTP", Rules.SMTP));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void noLetterIsSentTwiceOrToldWronglyAndEachCanBeSettled(Case protocol) {
        Finding finding = new Explorer(protocol.rules()).explore(SMALL);

        assertThat(finding.broken()).isEmpty();
        assertThat(finding.worlds()).isGreaterThan(1_000);
    }

    static List<Case> brokenProtocols() {
        return List.of(
                new Case("Resend without composing once", Rules.RESEND.without(Rule.COMPOSED_ONCE)),
                new Case("Resend without the intent first", Rules.RESEND.without(Rule.INTENT_FIRST)),
                new Case("Resend without laying out", Rules.RESEND.without(Rule.LAID_OUT)),
                new Case("Resend without one taker", Rules.RESEND.without(Rule.ONE_TAKER)),
                new Case("Resend without the same key", Rules.RESEND.without(Rule.SAME_KEY)),
                new Case("Resend with batches that stay together", Rules.RESEND.without(Rule.ALONE_WHEN_REFUSED)),
                new Case("Resend without the fence", Rules.RESEND.without(Rule.FENCED)),
                new Case("Resend that skips what may be out", Rules.RESEND.without(Rule.SKIPPED_WHEN_SURE)),
                new Case("SMTP without composing once", Rules.SMTP.without(Rule.COMPOSED_ONCE)),
                new Case("SMTP without the intent first", Rules.SMTP.without(Rule.INTENT_FIRST)),
                new Case("SMTP without laying out", Rules.SMTP.without(Rule.LAID_OUT)),
                new Case("SMTP without one taker", Rules.SMTP.without(Rule.ONE_TAKER)),
                new Case("SMTP that sends again what may be out", Rules.SMTP.without(Rule.UNKNOWN_WITHOUT_KEY)));
    }

    @ParameterizedTest
    @MethodSource("brokenProtocols")
    void everyRuleIsNeeded(Case protocol) {
        assertThat(new Explorer(protocol.rules()).explore(SMALL).broken()).isNotEmpty();
    }

    @Test
    void theDiagramInTheDocumentationIsWhatLettersDo() throws IOException {
        Set<String> moves = new TreeSet<>();
        protocols()
                .forEach(each ->
                        moves.addAll(new Explorer(each.rules()).explore(SMALL).moves()));

        assertThat(Files.readString(Path.of("../docs/states.md"))).contains(diagram(moves));
    }

    private static String diagram(Set<String> moves) {
        return moves.stream()
                .map(move -> "    " + move.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n", "```mermaid\nstateDiagram-v2\n    [*] --> planned\n", "\n```"));
    }
}

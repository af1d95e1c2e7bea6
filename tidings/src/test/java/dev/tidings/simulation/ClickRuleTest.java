package dev.tidings.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import dev.tidings.recommender.EditionPick;
import dev.tidings.recommender.ranking.DeclaredInterests;
import dev.tidings.recommender.ranking.OpportunityText;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickRuleTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void highestChanceOfTheWordsThatAPickHasApplies() throws IOException {
        ClickRule rule = ClickRule.read(write("# what they click", "", "public art 0.4", "  bronze\t1  ", "kiln 0"));

        assertThat(rule.chance(pick("Public Arts in the park"))).isEqualTo(0.4);
        assertThat(rule.chance(pick("Public art in Bronze"))).isEqualTo(1);
        assertThat(rule.chance(pick("A kiln"))).isZero();
        assertThat(rule.chance(pick("Art for the public"))).isZero();
    }

    @Test
    void withoutRuleTwoDeclaredWordsAreClicked() {
        assertThat(ClickRule.SHARED_WORDS.chance(pick("Bronze casting", "bronze", "casting")))
                .isEqualTo(1);
        assertThat(ClickRule.SHARED_WORDS.chance(pick("Bronze casting", "bronze", "Bronzes", "kiln")))
                .isZero();
    }

    @Test
    void wrongLinesAreReportedWithFileLineAndAdvice() throws IOException {
        Path file = write("bronze", "kiln 1.5", "clay 0.5", "glaze often", "0.3");

        List<String> lines = catchThrowableOfType(ConfigurationErrors.class, () -> ClickRule.read(file))
                .lines();

        assertThat(lines)
                .hasSize(4)
                .allMatch(line -> line.endsWith("such as: public art 0.4"))
                .anyMatch(line -> line.startsWith(file + ":1: \"bronze\" is no rule"))
                .anyMatch(line -> line.startsWith(file + ":2: \"kiln 1.5\" is no rule"))
                .anyMatch(line -> line.startsWith(file + ":4: \"glaze often\" is no rule"))
                .anyMatch(line -> line.startsWith(file + ":5: \"0.3\" is no rule"));
    }

    @Test
    void fileWithoutRuleOrOfAnotherEncodingIsRefused() throws IOException {
        Path empty = write("# nothing");
        Path latin = Files.write(folder.resolve("latin"), "céramique 0.5".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(ConfigurationErrors.class, () -> ClickRule.read(empty)))
                .hasMessageContaining(": has no rule: give one per line");
        assertThat(catchThrowableOfType(ConfigurationErrors.class, () -> ClickRule.read(latin)))
                .hasMessageContaining("save it as UTF-8");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("rule.txt"), List.of(lines));
    }

    private static EditionPick pick(String title, String... declared) {
        Opportunity opportunity = new Opportunity(
                "one",
                title,
                null,
                "https://example.org/one",
                null,
                "board",
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                OpportunityStatus.LIVE,
                null);
        DeclaredInterests interests =
                new DeclaredInterests(List.of(), List.of(declared), List.of(), null, null, List.of());
        return new EditionPick("ada", interests, opportunity, OpportunityText.of(opportunity), "", 1);
    }
}

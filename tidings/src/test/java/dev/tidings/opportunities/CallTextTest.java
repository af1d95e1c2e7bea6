package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTextTest {
    private static final String ABOUT = "Atelier Nord invites carvers to spend six weeks in its workshop by the river."
            + " Residents get a studio, a room, a monthly stipend of 800 euros and help with heavy material.";

    private final CallText original = text("Stone Carving Residency 2027", "Atelier Nord", ABOUT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STONE CARVING RESIDENCY – 2027!",
                "Open Call: Stone Carving Residency",
                "Atelier Nord: Stone Carving Residencies 2027",
                "Residency in Stone Carving"
            })
    void otherWordingsOfTheTitleMatch(String title) {
        assertThat(original.matches(text(title, "Atelier Nord", ABOUT), true)).isTrue();
        assertThat(text(title, null, ABOUT).matches(original, true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wood Carving Residency 2027", "Stone Carving Residency 2028", "Stone Carving Grant 2027"})
    void otherCallOfTheOrganizationDoesNotMatch(String title) {
        assertThat(original.matches(text(title, "Atelier Nord", ABOUT), true)).isFalse();
    }

    @Test
    void sameTitleOfAnotherOrganizationDoesNotMatch() {
        assertThat(original.matches(
                        text(
                                "Stone Carving Residency 2027",
                                "Quarry House",
                                "Painters and poets share a farm with goats."),
                        true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Individual Artist Grant, Ohio Arts Council, Texas Arts Council",
        "Mural Commission, City of Austin, City of Boise",
        "Small Works, Main Street Gallery, Gallery 51"
    })
    void wordsForAKindOfOrganizationDoNotIdentifyIt(String title, String one, String other) {
        assertThat(text(title, one, "").matches(text(title, other, ""), true)).isFalse();
        assertThat(text(title, one, "").matches(text(title, one, ""), true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Austin Public Art, City of Austin", "Gallery, Gallery", "Atelier Nord e.V., Atelier Nord"})
    void otherWordingsOfTheOrganizationMatch(String one, String other) {
        assertThat(text("Mural Commission", one, "").matches(text("Mural Commission", other, ""), true))
                .isTrue();
    }

    @Test
    void unrelatedDescriptionsAreOfDifferentCalls() {
        String other =
                "The magazine honors documentary photographers under thirty with a purse and a printed portfolio.";

        assertThat(text("Photography Fellowship", "Aperture", ABOUT)
                        .matches(text("Photography Fellowship", null, other), true))
                .isFalse();
        assertThat(text("Photography Fellowship", "Aperture", ABOUT)
                        .matches(text("Photography Fellowship", null, "Apply now."), true))
                .isTrue();
    }

    @Test
    void withoutBothDeadlinesTheDescriptionsMustAgree() {
        assertThat(original.matches(text("Stone Carving Residency 2027", "Atelier Nord", ABOUT), false))
                .isTrue();
        assertThat(original.matches(text("Stone Carving Residency 2027", "Atelier Nord", "Apply now."), false))
                .isFalse();
        assertThat(original.matches(text("Stone Carving Residency 2027", "Atelier Nord", "Apply now."), true))
                .isTrue();
    }

    private static CallText text(String title, String organization, String description) {
        return CallText.of(title, organization, description, "", TitleDecoration.NONE);
    }
}

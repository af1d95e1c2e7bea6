package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class DuplicateCandidateTest {
    static final String ABOUT = """
            Atelier Nord invites sculptors and stone carvers to spend six weeks in its workshop by the river. Residents get a \
            studio of forty square meters, a room, a monthly stipend of 800 euros, and help with heavy material. At the end of \
            the stay the works are shown to the public in the old mill. Applicants of every age and country are welcome; \
            please send a portfolio of ten works and one page about what you want to make.""";

    private final DuplicateCandidate original =
            new DuplicateCandidate("Stone Carving Residency 2027", "Atelier Nord", ABOUT);

    @Test
    void punctuationCaseAndAccentsAreIgnored() {
        assertDuplicate(new DuplicateCandidate(
                "STONE CARVING RESIDENCY – 2027!", "atelier nord", ABOUT.toUpperCase(Locale.ROOT)));
    }

    @Test
    void boilerplateInTheTitleIsIgnored() {
        assertDuplicate(new DuplicateCandidate("Open Call: Stone Carving Residency 2027", "Atelier Nord", ABOUT));
    }

    @Test
    void truncatedOrEditedTextMatches() {
        assertDuplicate(new DuplicateCandidate(
                "Stone Carving Residency 2027 at Atelier Nord", "Atelier Nord", ABOUT.substring(0, 330) + " […]"));
        assertDuplicate(new DuplicateCandidate(
                original.title(),
                original.organization(),
                ABOUT.replace("six weeks", "6 weeks").replace("monthly stipend", "grant")));
    }

    @Test
    void siblingCallsOfOneOrganizationDoNotMatch() {
        assertThat(original.matches(new DuplicateCandidate("Wood Carving Residency 2027", "Atelier Nord", ABOUT)))
                .isFalse();
        assertThat(original.matches(new DuplicateCandidate("Stone Carving Residency 2028", "Atelier Nord", ABOUT)))
                .isFalse();
    }

    @Test
    void sameTitleWithAnotherTextDoesNotMatch() {
        assertThat(original.matches(new DuplicateCandidate("Stone Carving Residency 2027", "Quarry House", """
                        Our marble quarry in the hills opens its doors for two artists who wish to work with large blocks. We pay \
                        travel and lodging for three months and keep one piece for the sculpture park. Knowledge of pneumatic tools \
                        is required; a jury decides in March.""")))
                .isFalse();
    }

    @Test
    void shortTextHasNoFingerprint() {
        assertThat(new DuplicateCandidate("Open call", "Gallery", "Open call for artists. Apply now.").fingerprint())
                .isNull();
        assertThat(new DuplicateCandidate("Open call for paintings", null, null).fingerprint())
                .isNull();
        assertThat(original.fingerprint()).isNotNull();
    }

    private void assertDuplicate(DuplicateCandidate other) {
        assertThat(original.matches(other)).isTrue();
        assertThat(Long.bitCount(original.fingerprint() ^ other.fingerprint())).isLessThanOrEqualTo(8);
    }
}

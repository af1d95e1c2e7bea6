package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition.EditionProgress;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.testing.RecordingTransport;
import dev.tidings.testing.TestApplication;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateConstraintTest {
    @Test
    void eachEditionIsAClaimantOfItsTransportsRate() {
        RecordingTransport transport = new RecordingTransport().withRate(300);

        RateConstraint one = RateConstraint.of(edition(1), transport, 25).getLast();
        RateConstraint other = RateConstraint.of(edition(2), transport, 25).getLast();

        assertThat(one).isEqualTo(new RateConstraint("outbox", "edition/1", 25, 300.0));
        assertThat(other).isEqualTo(new RateConstraint("outbox", "edition/2", 25, 300.0));
    }

    @Test
    void allWorkersOfAnEditionShareItsRate() {
        assertThat(RateConstraint.of(edition(1), new RecordingTransport(), 25))
                .isEqualTo(List.of(new RateConstraint("edition/1", "all", 25, null)));
    }

    private static Edition edition(long id) {
        return new Edition(
                id,
                "weekly",
                new DigestPeriod(TestApplication.WEEK, TestApplication.WEEK.plusDays(6)),
                EditionStatus.OPEN,
                null,
                OpenedBy.API,
                "outbox",
                "v",
                null,
                TestApplication.MONDAY,
                null,
                null,
                null,
                null,
                null,
                new EditionProgress(0, 0, 0, 0, 0));
    }
}

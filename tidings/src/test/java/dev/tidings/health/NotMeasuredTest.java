package dev.tidings.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.AlertSender;
import dev.tidings.alerting.Alerts;
import dev.tidings.alerting.Severity;
import dev.tidings.testing.TestApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A check that has nothing to measure is neither ok nor a reason for action. */
class NotMeasuredTest {
    private static final Instant MONDAY = Instant.parse("2026-05-11T14:00:00Z");

    @RegisterExtension
    static final TestApplication app = new TestApplication(Path.of("src/test/resources/watched"));

    private record FixedCheck(Severity state) implements HealthCheck {
        @Override
        public String name() {
            return "weather";
        }

        @Override
        public List<CheckFinding> run() {
            return List.of(
                    state == Severity.NOT_MEASURED
                            ? CheckFinding.notMeasured("", "there is no barometer.")
                            : CheckFinding.of(state, "As forecast.", null));
        }
    }

    @Test
    void okAndNotMeasuredFollowEachOtherWithoutAnAlert() {
        runAt(0, Severity.NOT_MEASURED);
        runAt(10, Severity.OK);
        runAt(20, Severity.OK);
        runAt(30, Severity.NOT_MEASURED);
        runAt(40, Severity.NOT_MEASURED);

        assertThat(alerts()).isEmpty();
        assertThat(app.get(HealthReports.class).report(1)).satisfies(report -> {
            assertThat(report.state()).isEqualTo(Severity.NOT_MEASURED);
            assertThat(report.checks())
                    .extracting(CheckState::message)
                    .containsExactly("Not measured: there is no barometer.");
        });
    }

    @Test
    void aProblemThatIsNoLongerMeasuredIsAnnouncedAndClosed() {
        runAt(0, Severity.WARNING);
        runAt(10, Severity.NOT_MEASURED);
        assertThat(app.get(Alerts.class).open()).hasSize(1);
        runAt(20, Severity.NOT_MEASURED);

        assertThat(alerts()).extracting(Alert::state).containsExactly(Severity.NOT_MEASURED, Severity.WARNING);
        assertThat(app.get(Alerts.class).open()).isEmpty();
        assertThat(app.transport().messages().getLast().subject()).isEqualTo("Tidings: weather is not measured");

        runAt(21, Severity.WARNING);
        assertThat(app.get(Alerts.class).open()).hasSize(1);
    }

    @Test
    void anyMeasuredStateIsWorse() {
        assertThat(Severity.NOT_MEASURED).isLessThan(Severity.OK);
        assertThat(Severity.OK.isQuiet()).isTrue();
        assertThat(Severity.NOT_MEASURED.isQuiet()).isTrue();
        assertThat(Severity.UNKNOWN.isQuiet()).isFalse();
    }

    private static void runAt(int minute, Severity state) {
        app.clock().set(MONDAY.plus(Duration.ofMinutes(minute)));
        app.get(CheckRunner.class).run(List.of(new FixedCheck(state)), "");
        app.get(AlertSender.class).sendDue();
    }

    private static List<Alert> alerts() {
        return app.get(Alerts.class).list(null, 100);
    }
}

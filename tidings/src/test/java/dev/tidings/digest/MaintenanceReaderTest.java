package dev.tidings.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.core.EmailAddress;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the sections {@code maintenance} and {@code retention}. */
class MaintenanceReaderTest {
    @TempDir
    Path folder;

    @Test
    void givenValuesAreRead() throws IOException {
        InstallationSettings read = read("""
                maintenance:
                  checks:
                    database-latency: { warning: 1500ms, critical: 2m }
                    complaints: { warning: 0.05%, critical: 100% }
                  alerts:
                    mail: [ops@acme.example]
                    webhook: https://hooks.acme.example/tidings
                    quiet-hours: { from: "22:00", to: "06:30", zone: Europe/Berlin }
                    settle: 1h
                    remind-every: 2d
                  vacuum: true
                retention:
                  letters: 36500d
                """);

        assertThat(read.maintenance().checks().databaseLatency())
                .isEqualTo(new Thresholds<>(Duration.ofMillis(1_500), Duration.ofMinutes(2)));
        assertThat(read.maintenance().checks().complaints()).isEqualTo(new Thresholds<>(0.05, 100.0));
        assertThat(read.maintenance().alerts())
                .isEqualTo(new MaintenanceSettings.AlertSettings(
                        List.of(new EmailAddress("ops@acme.example")),
                        null,
                        URI.create("https://hooks.acme.example/tidings"),
                        new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 30), ZoneId.of("Europe/Berlin")),
                        Duration.ofHours(1),
                        Duration.ofDays(2)));
        assertThat(read.maintenance().vacuum()).isTrue();
        assertThat(read.retention().letters()).isEqualTo(Duration.ofDays(36_500));
    }

    @Test
    void errorsHaveLineNumbers() {
        assertThat(errors("""
                maintenance:
                  checks:
                    disk: { warning: 90%, critical: 80% }
                    clock-skew: { warning: 2 seconds }
                    heap: { warning: 101% }
                  alerts:
                    quiet-hours: { from: "22:00" }
                retention:
                  alerts: 400
                """))
                .satisfiesExactly(
                        line -> assertThat(line).contains(":3: maintenance.checks.disk.critical is below warning"),
                        line -> assertThat(line)
                                .contains(":4: maintenance.checks.clock-skew.warning is \"2 seconds\": give a length"),
                        line -> assertThat(line).contains(":5: maintenance.checks.heap.warning is \"101%\""),
                        line -> assertThat(line).contains(":7: maintenance.alerts.quiet-hours.to is missing"),
                        line -> assertThat(line).contains(":9: retention.alerts is \"400\": give a number of days"));
    }

    @Test
    void quietHoursMaySpanMidnightAndClockChanges() {
        QuietHours night = new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/Berlin"));
        assertNextAllowed(night, "2026-01-10T20:59:59Z", "2026-01-10T20:59:59Z");
        assertNextAllowed(night, "2026-01-10T21:00:00Z", "2026-01-11T05:00:00Z");
        assertNextAllowed(night, "2026-01-11T04:59:59Z", "2026-01-11T05:00:00Z");
        assertNextAllowed(night, "2026-01-11T05:00:00Z", "2026-01-11T05:00:00Z");
        assertNextAllowed(night, "2026-03-28T22:00:00Z", "2026-03-29T04:00:00Z");

        QuietHours noon = new QuietHours(LocalTime.NOON, LocalTime.of(13, 0), ZoneId.of("UTC"));
        assertNextAllowed(noon, "2026-01-10T11:59:59Z", "2026-01-10T11:59:59Z");
        assertNextAllowed(noon, "2026-01-10T12:00:00Z", "2026-01-10T13:00:00Z");

        QuietHours never = new QuietHours(null, null, ZoneId.of("UTC"));
        assertNextAllowed(never, "2026-01-10T12:00:00Z", "2026-01-10T12:00:00Z");
    }

    private static void assertNextAllowed(QuietHours hours, String instant, String end) {
        assertThat(hours.nextAllowed(Instant.parse(instant))).isEqualTo(Instant.parse(end));
    }

    private List<String> errors(String installation) {
        return catchThrowableOfType(ConfigurationErrors.class, () -> read(installation))
                .lines();
    }

    private InstallationSettings read(String installation) throws IOException {
        Files.createDirectories(folder.resolve("digests"));
        Files.copy(Path.of("src/test/resources/watched/digests/weekly.yml"), folder.resolve("digests/weekly.yml"));
        Files.writeString(folder.resolve("tidings.yml"), installation);
        return ConfigurationFolder.read(folder).installation();
    }
}

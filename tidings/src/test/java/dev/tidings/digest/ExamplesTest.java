package dev.tidings.digest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.digest.Digest.MetricsSettings;
import dev.tidings.digest.Digest.UnsubscribeConfirmation;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples");

    @Test
    void livingLyticsMeetsItsRequirements() {
        TidingsConfiguration configuration = ConfigurationFolder.read(EXAMPLES.resolve("living-lytics"));
        Digest digest = configuration.digests().primary();

        assertThat(digest.name()).isEqualTo("living-lytics");
        assertThat(digest.cadence())
                .isEqualTo(new Cadence(DayOfWeek.MONDAY, LocalTime.of(7, 0), ZoneId.of("America/Los_Angeles")));
        assertThat(digest.subject()).isEqualTo("Your Weekly Living Lytics Digest");
        assertThat(digest.unsubscribe().confirm()).isEqualTo(UnsubscribeConfirmation.SCANNERS);
        assertThat(metrics(digest).show())
                .extracting(DisplayedMetric::key)
                .containsExactly("sessions", "conversions", "reach", "engagement");
        assertThat(configuration.installation().publicUrl()).isEqualTo(URI.create("https://api.livinglytics.com"));
        assertThat(configuration.installation().allowOrigins())
                .containsExactly(
                        "https://livinglytics.base44.app", "https://livinglytics.com", "http://localhost:5173");
        assertThat(configuration.installation().scheduler()).isTrue();
    }

    @Test
    void prolettoMeetsItsRequirements() {
        Digest digest =
                ConfigurationFolder.read(EXAMPLES.resolve("proletto")).digests().primary();

        assertThat(digest.name()).isEqualTo("proletto");
        assertThat(digest.cadence())
                .isEqualTo(new Cadence(DayOfWeek.MONDAY, LocalTime.of(8, 0), ZoneId.of("America/New_York")));
        assertThat(digest.audience().plans()).containsExactly("pro");
        assertThat(digest.template()).isEqualTo("WEEKLY_DIGEST");
        assertThat(digest.content().source()).isEqualTo("recommendation");
        assertThat(digest.content().recommendation().items()).isEqualTo(5);
        assertThat(digest.brand().linkLabel()).isEqualTo("View all opportunities");
        assertThat(digest.tracking().opens() && digest.tracking().clicks()).isTrue();
    }

    @Test
    void activityHasItsOwnMetricsAndBrand() {
        Digest digest =
                ConfigurationFolder.read(EXAMPLES.resolve("activity")).digests().require("activity");

        assertThat(digest.cadence()).isEqualTo(new Cadence(DayOfWeek.MONDAY, LocalTime.of(8, 0), ZoneId.of("UTC")));
        assertThat(metrics(digest).show())
                .containsExactly(
                        new DisplayedMetric("steps", "Steps", "", 0),
                        new DisplayedMetric("distance", "Distance", "km", 2),
                        new DisplayedMetric("very_active_minutes", "Very active time", "min", 0),
                        new DisplayedMetric("calories", "Calories", "kcal", 0));
        assertThat(metrics(digest).bestDayBy()).isEqualTo("steps");
        assertThat(digest.brand().name()).isNotEqualTo("Living Lytics");
    }

    private static MetricsSettings metrics(Digest digest) {
        return requireNonNull(digest.content().metrics());
    }
}

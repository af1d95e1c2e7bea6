package dev.tidings.testing;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.AudienceRule;
import dev.tidings.digest.Digest.Brand;
import dev.tidings.digest.Digest.ContentSettings;
import dev.tidings.digest.Digest.DisplayedMetric;
import dev.tidings.digest.Digest.MetricsSettings;
import dev.tidings.digest.Digest.OnUnknown;
import dev.tidings.digest.Digest.RecommendationSettings;
import dev.tidings.digest.Digest.Sender;
import dev.tidings.digest.Digest.TrackingSettings;
import dev.tidings.digest.Digest.UnsubscribeConfirmation;
import dev.tidings.digest.Digest.UnsubscribeSettings;
import dev.tidings.digest.Digest.WhenEmpty;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Digest configurations for tests. */
public final class SampleDigests {
    private SampleDigests() {}

    /** The primary one, for everyone, with Living Lytics' four metrics; {@code sessions} decides the best day. */
    public static Digest weekly() {
        return digest("weekly", true, List.of(), WhenEmpty.SKIP);
    }

    public static Digest other(String name, String... plans) {
        return digest(name, false, List.of(plans), WhenEmpty.SKIP);
    }

    public static Digest weeklyEvenIfEmpty() {
        return digest("weekly", true, List.of(), WhenEmpty.SEND);
    }

    private static Digest digest(String name, boolean primary, List<String> plans, WhenEmpty whenEmpty) {
        List<DisplayedMetric> metrics = List.of(
                new DisplayedMetric("sessions", "Sessions", "", 0),
                new DisplayedMetric("conversions", "Conversions", "", 0),
                new DisplayedMetric("reach", "Reach", "", 0),
                new DisplayedMetric("engagement", "Engagement", "", 0));
        return new Digest(
                name,
                primary,
                "Weekly",
                new Cadence(DayOfWeek.MONDAY, LocalTime.of(7, 0), ZoneId.of("America/Los_Angeles")),
                new AudienceRule(plans),
                new ContentSettings(
                        "metrics",
                        whenEmpty,
                        new MetricsSettings(metrics, "sessions"),
                        RecommendationSettings.STANDARD),
                "weekly-metrics",
                "Your week",
                new Sender(new Mailbox("Acme", new EmailAddress("digest@acme.example")), null),
                new Brand("Acme", "#3b5bdb", null, URI.create("https://acme.example"), "Open", "1 Example Street"),
                new UnsubscribeSettings(UnsubscribeConfirmation.SCANNERS, null),
                TrackingSettings.NONE,
                OnUnknown.ERROR,
                Duration.ofHours(36),
                null,
                Digest.BrakeSettings.STANDARD,
                null);
    }
}

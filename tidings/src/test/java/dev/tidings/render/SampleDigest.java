package dev.tidings.render;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.AudienceRule;
import dev.tidings.digest.Digest.Brand;
import dev.tidings.digest.Digest.ContentSettings;
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
import org.jspecify.annotations.Nullable;

/** A digest for render tests, with variations. */
record SampleDigest(
        String title,
        String subject,
        String template,
        String sender,
        Brand brand,
        @Nullable String mailto) {
    static final SampleDigest WEEKLY = new SampleDigest(
            "Weekly Living Lytics digest",
            "Your Weekly Living Lytics Digest",
            "weekly-metrics",
            "Living Lytics",
            brand("Living Lytics", "#3b5bdb", null),
            "unsubscribe@livinglytics.com");

    static final SampleDigest OPPORTUNITIES = new SampleDigest(
            "Weekly art opportunities",
            "{{headline}}",
            "WEEKLY_DIGEST",
            "Proletto",
            brand("Proletto", "#a61e4d", null),
            null);

    static Brand brand(String name, String accent, @Nullable URI logo) {
        return new Brand(
                name,
                accent,
                logo,
                URI.create("https://livinglytics.com/dashboard"),
                "Open your dashboard",
                "Living Lytics, 100 Market Street, San Francisco, CA 94105, USA");
    }

    SampleDigest withTitle(String title) {
        return new SampleDigest(title, subject, template, sender, brand, mailto);
    }

    SampleDigest withSubject(String subject) {
        return new SampleDigest(title, subject, template, sender, brand, mailto);
    }

    SampleDigest withSender(String sender) {
        return new SampleDigest(title, subject, template, sender, brand, mailto);
    }

    SampleDigest withBrand(Brand brand) {
        return new SampleDigest(title, subject, template, sender, brand, mailto);
    }

    SampleDigest withMailto(@Nullable String mailto) {
        return new SampleDigest(title, subject, template, sender, brand, mailto);
    }

    Digest digest() {
        return new Digest(
                "weekly",
                true,
                title,
                new Cadence(DayOfWeek.MONDAY, LocalTime.of(7, 0), ZoneId.of("America/Los_Angeles")),
                new AudienceRule(List.of()),
                new ContentSettings("metrics", WhenEmpty.SKIP, null, RecommendationSettings.STANDARD),
                template,
                subject,
                new Sender(
                        new Mailbox(sender, new EmailAddress("digest@livinglytics.com")),
                        new EmailAddress("hello@livinglytics.com")),
                brand,
                new UnsubscribeSettings(
                        UnsubscribeConfirmation.SCANNERS, mailto == null ? null : new EmailAddress(mailto)),
                TrackingSettings.NONE,
                OnUnknown.ERROR,
                Duration.ofHours(36),
                null,
                Digest.BrakeSettings.STANDARD,
                null);
    }
}

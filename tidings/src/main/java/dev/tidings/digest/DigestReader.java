package dev.tidings.digest;

import dev.tidings.core.Color;
import dev.tidings.core.Mailbox;
import dev.tidings.digest.Digest.AudienceRule;
import dev.tidings.digest.Digest.Brand;
import dev.tidings.digest.Digest.Confirm;
import dev.tidings.digest.Digest.ContentSettings;
import dev.tidings.digest.Digest.Metric;
import dev.tidings.digest.Digest.MetricsSettings;
import dev.tidings.digest.Digest.OnUnknown;
import dev.tidings.digest.Digest.RecommendationSettings;
import dev.tidings.digest.Digest.Sender;
import dev.tidings.digest.Digest.TrackingSettings;
import dev.tidings.digest.Digest.UnsubscribeSettings;
import dev.tidings.digest.Digest.WhenEmpty;
import dev.tidings.yaml.Form;
import dev.tidings.yaml.Section;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the digests of one folder, and holds them against each other. */
final class DigestReader {
    private static final double LEAST_CONTRAST = 4.5;
    private static final Duration STANDARD_LATE = Duration.ofHours(36);
    private static final MetricsSettings STANDARD_METRICS = new MetricsSettings(
            List.of(
                    new Metric("sessions", "Sessions", "", 0),
                    new Metric("conversions", "Conversions", "", 0),
                    new Metric("reach", "Reach", "", 0),
                    new Metric("engagement", "Engagement", "", 0)),
            "sessions");

    private final Map<String, String> fileByName = new HashMap<>();
    private @Nullable String primaryFile;

    /** @param fileName without its ending; the digest's name if the file gives none */
    Digest read(String fileName, Section file) {
        return new Digest(
                name(fileName, file),
                primary(fileName, file),
                file.required("title", Form.TEXT),
                cadence(file.section("cadence")),
                new AudienceRule(file.section("audience").list("plans", Form.TEXT)),
                content(file.section("content")),
                file.required("template", Forms.TEMPLATE),
                file.required("subject", Form.TEXT),
                sender(file.section("sender")),
                brand(file.section("brand")),
                unsubscribe(file.section("unsubscribe")),
                tracking(file.section("tracking")),
                file.optional("on-unknown", Form.choice(OnUnknown.class), OnUnknown.ERROR),
                file.optional("late", Forms.LATE, STANDARD_LATE),
                file.optional("transport", Form.choice("resend", "smtp", "outbox")));
    }

    private String name(String fileName, Section file) {
        String name = file.optional("name", Forms.NAME, fileName);
        if (!name.matches(Forms.NAME_PATTERN)) {
            file.mistake("name", "is missing, and the file's own name is none: give " + Forms.NAME.wanted());
        }
        String other = fileByName.putIfAbsent(name, fileName);
        if (other != null) {
            file.mistake("name", "is \"" + name + "\", as in " + other + ".yml: give every digest its own name");
        }
        return name;
    }

    private boolean primary(String fileName, Section file) {
        boolean primary = file.optional("primary", Form.FLAG, false);
        if (primary && primaryFile != null) {
            file.mistake("primary", "is true, as in " + primaryFile + ".yml: only one digest can be the primary one");
        } else if (primary) {
            primaryFile = fileName;
        }
        return primary;
    }

    private static Cadence cadence(Section cadence) {
        String zone = cadence.required("zone", Forms.CADENCE_ZONE);
        return new Cadence(
                cadence.required("weekday", Forms.WEEKDAY),
                cadence.required("at", Forms.TIME),
                zone.equals(Forms.RECIPIENT) ? null : ZoneId.of(zone),
                cadence.optional("fallback-zone", Forms.ZONE, Cadence.STANDARD_FALLBACK));
    }

    private static ContentSettings content(Section content) {
        Section metrics = content.optionalSection("metrics");
        Section recommendation = content.optionalSection("recommendation");
        return new ContentSettings(
                content.required("source", Form.choice("metrics", "recommendation")),
                content.optional("when-empty", Form.choice(WhenEmpty.class), WhenEmpty.SKIP),
                metrics == null ? STANDARD_METRICS : metrics(metrics),
                recommendation == null ? RecommendationSettings.STANDARD : recommendation(recommendation));
    }

    private static RecommendationSettings recommendation(Section recommendation) {
        RecommendationSettings standard = RecommendationSettings.STANDARD;
        return new RecommendationSettings(
                recommendation.optional("items", Form.wholeNumber(1, 20), standard.items()),
                recommendation.optional("lead-days", Form.wholeNumber(0, 60), standard.leadDays()),
                recommendation.optional("per-source", Form.wholeNumber(1, 20), standard.perSource()),
                recommendation.optional("exploration", Form.wholeNumber(0, 100), standard.exploration()));
    }

    private static MetricsSettings metrics(Section metrics) {
        Set<String> keys = new HashSet<>();
        List<Metric> show = metrics.sections("show").stream()
                .map(section -> metric(section, keys))
                .toList();
        if (show.isEmpty()) {
            metrics.mistake("show", "has no metric: give at least one");
        }
        String first = show.isEmpty() ? "" : show.getFirst().key();
        String bestDayBy = metrics.optional("best-day-by", Form.TEXT, first);
        if (!keys.isEmpty() && !keys.contains(bestDayBy)) {
            metrics.mistake("best-day-by", "is \"" + bestDayBy + "\": give a key of the list \"show\"");
        }
        return new MetricsSettings(show, bestDayBy);
    }

    private static Metric metric(Section metric, Set<String> keys) {
        String key = metric.required("key", Forms.METRIC_KEY);
        if (!keys.add(key)) {
            metric.mistake("key", "is \"" + key + "\" a second time: show a metric once");
        }
        return new Metric(
                key,
                metric.required("label", Form.TEXT),
                metric.optional("unit", Form.TEXT, ""),
                metric.optional("decimals", Forms.DECIMALS, 0));
    }

    private static Sender sender(Section sender) {
        Mailbox from = new Mailbox(sender.required("name", Form.TEXT), sender.required("address", Forms.ADDRESS));
        return new Sender(from, sender.optional("reply-to", Forms.ADDRESS));
    }

    private static Brand brand(Section brand) {
        return new Brand(
                brand.required("name", Form.TEXT),
                accent(brand),
                brand.optional("logo", Forms.WEB_ADDRESS),
                brand.required("link", Forms.WEB_ADDRESS),
                brand.required("link-label", Form.TEXT),
                brand.required("postal-address", Form.TEXT));
    }

    private static String accent(Section brand) {
        Color accent = brand.required("accent", Forms.COLOR);
        double contrast = accent.contrastWith(Color.WHITE);
        if (contrast < LEAST_CONTRAST) {
            brand.mistake(
                    "accent",
                    String.format(
                            Locale.ROOT,
                            "is \"%s\": give a darker color, its contrast on white is %.1f:1 and text needs %.1f:1",
                            accent,
                            contrast,
                            LEAST_CONTRAST));
        }
        return accent.toString();
    }

    private static UnsubscribeSettings unsubscribe(Section unsubscribe) {
        return new UnsubscribeSettings(
                unsubscribe.optional("confirm", Form.choice(Confirm.class), Confirm.SCANNERS),
                unsubscribe.optional("mailto", Forms.ADDRESS));
    }

    private static TrackingSettings tracking(Section tracking) {
        return new TrackingSettings(
                tracking.optional("opens", Form.FLAG, false), tracking.optional("clicks", Form.FLAG, false));
    }
}

package dev.tidings.digest;

import dev.tidings.core.Color;
import dev.tidings.core.Mailbox;
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
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlSection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the digests of one folder and checks that they do not conflict. */
final class DigestReader {
    private static final double MIN_CONTRAST = 4.5;
    private static final Duration DEFAULT_LATE = Duration.ofHours(36);
    private static final MetricsSettings DEFAULT_METRICS = new MetricsSettings(
            List.of(
                    new DisplayedMetric("sessions", "Sessions", "", 0),
                    new DisplayedMetric("conversions", "Conversions", "", 0),
                    new DisplayedMetric("reach", "Reach", "", 0),
                    new DisplayedMetric("engagement", "Engagement", "", 0)),
            "sessions");

    private final UnsetVariables unset;
    private final Map<String, String> fileByName = new HashMap<>();
    private @Nullable String primaryFile;

    /** @param unset variables that a digest's transport may need */
    DigestReader(UnsetVariables unset) {
        this.unset = unset;
    }

    /** @param fileName without its ending; the digest's name if the file gives none */
    Digest read(String fileName, YamlSection file) {
        Cadence cadence = cadence(file.section("cadence"));
        YamlSection canary = file.optionalSection("canary");
        return new Digest(
                name(fileName, file),
                primary(fileName, file),
                file.required("title", ValueParser.TEXT),
                cadence,
                audience(file.section("audience")),
                content(file.section("content"), cadence),
                file.required("template", ConfigurationParsers.TEMPLATE),
                file.required("subject", ValueParser.TEXT),
                sender(file.section("sender")),
                brand(file.section("brand")),
                unsubscribe(file.section("unsubscribe")),
                tracking(file.section("tracking")),
                file.optional("on-unknown", ValueParser.choice(OnUnknown.class), OnUnknown.ERROR),
                file.optional("late", ConfigurationParsers.LATE, DEFAULT_LATE),
                transport(file),
                GateSettingsReader.brakes(file.section("brakes")),
                canary == null ? null : GateSettingsReader.canary(canary));
    }

    /** Without the key, everyone is in the audience. A key without plans is a mistake. */
    private static AudienceRule audience(YamlSection audience) {
        List<String> plans = audience.list("plans", ValueParser.TEXT);
        if (plans.isEmpty() && audience.keys().contains("plans")) {
            audience.reportError("plans", "has no plan: name plans, or remove the key to send to everyone");
        }
        return new AudienceRule(plans);
    }

    private @Nullable String transport(YamlSection file) {
        String transport = file.optional("transport", ConfigurationParsers.TRANSPORT);
        unset.checkTransport(file, transport);
        return transport;
    }

    private String name(String fileName, YamlSection file) {
        String name = file.optional("name", ConfigurationParsers.NAME, fileName);
        if (!name.matches(ConfigurationParsers.NAME_PATTERN)) {
            file.reportError(
                    "name",
                    "is missing, and the file name is not a valid name: give " + ConfigurationParsers.NAME.expected());
        }
        String other = fileByName.putIfAbsent(name, fileName);
        if (other != null) {
            file.reportError("name", "is \"" + name + "\", as in " + other + ".yml: give every digest its own name");
        }
        return name;
    }

    private boolean primary(String fileName, YamlSection file) {
        boolean primary = file.optional("primary", ValueParser.FLAG, false);
        if (primary && primaryFile != null) {
            file.reportError(
                    "primary", "is true, as in " + primaryFile + ".yml: only one digest can be the primary one");
        } else if (primary) {
            primaryFile = fileName;
        }
        return primary;
    }

    private static Cadence cadence(YamlSection cadence) {
        String zone = cadence.required("zone", ConfigurationParsers.CADENCE_ZONE);
        return new Cadence(
                cadence.required("weekday", ConfigurationParsers.WEEKDAY),
                cadence.required("at", ConfigurationParsers.TIME),
                zone.equals(ConfigurationParsers.RECIPIENT) ? null : ZoneId.of(zone),
                cadence.optional("fallback-zone", ConfigurationParsers.ZONE, Cadence.STANDARD_FALLBACK));
    }

    private static ContentSettings content(YamlSection content, Cadence cadence) {
        YamlSection metrics = content.optionalSection("metrics");
        YamlSection recommendation = content.optionalSection("recommendation");
        return new ContentSettings(
                content.required("source", ValueParser.choice("metrics", "recommendation")),
                content.optional("when-empty", ValueParser.choice(WhenEmpty.class), WhenEmpty.SKIP),
                metrics == null ? DEFAULT_METRICS : metrics(metrics, cadence),
                recommendation == null ? RecommendationSettings.STANDARD : recommendation(recommendation));
    }

    private static RecommendationSettings recommendation(YamlSection recommendation) {
        RecommendationSettings standard = RecommendationSettings.STANDARD;
        return new RecommendationSettings(
                recommendation.optional("items", ValueParser.wholeNumber(1, 20), standard.items()),
                recommendation.optional("lead-days", ValueParser.wholeNumber(0, 60), standard.leadDays()),
                recommendation.optional("per-source", ValueParser.wholeNumber(1, 20), standard.perSource()),
                recommendation.optional("exploration", ValueParser.wholeNumber(0, 100), standard.exploration()));
    }

    private static MetricsSettings metrics(YamlSection metrics, Cadence cadence) {
        Set<String> keys = new HashSet<>();
        List<DisplayedMetric> show = metrics.sections("show").stream()
                .map(section -> metric(section, keys))
                .toList();
        if (show.isEmpty()) {
            metrics.reportError("show", "has no metric: give at least one");
        }
        String first = show.isEmpty() ? "" : show.getFirst().key();
        String bestDayBy = metrics.optional("best-day-by", ValueParser.TEXT, first);
        if (!keys.isEmpty() && !keys.contains(bestDayBy)) {
            metrics.reportError("best-day-by", "is \"" + bestDayBy + "\": give a key of the list \"show\"");
        }
        YamlSection waitFor = metrics.optionalSection("wait-for");
        return new MetricsSettings(
                show, bestDayBy, waitFor == null ? null : GateSettingsReader.waitFor(waitFor, cadence));
    }

    private static DisplayedMetric metric(YamlSection metric, Set<String> keys) {
        String key = metric.required("key", ConfigurationParsers.METRIC_KEY);
        if (!keys.add(key)) {
            metric.reportError("key", "is \"" + key + "\" a second time: show a metric once");
        }
        return new DisplayedMetric(
                key,
                metric.required("label", ValueParser.TEXT),
                metric.optional("unit", ValueParser.TEXT, ""),
                metric.optional("decimals", ConfigurationParsers.DECIMALS, 0));
    }

    private static Sender sender(YamlSection sender) {
        Mailbox from = new Mailbox(
                sender.required("name", ValueParser.TEXT), sender.required("address", ConfigurationParsers.ADDRESS));
        return new Sender(from, sender.optional("reply-to", ConfigurationParsers.ADDRESS));
    }

    private static Brand brand(YamlSection brand) {
        return new Brand(
                brand.required("name", ValueParser.TEXT),
                accent(brand),
                brand.optional("logo", ConfigurationParsers.WEB_ADDRESS),
                brand.required("link", ConfigurationParsers.WEB_ADDRESS),
                brand.required("link-label", ValueParser.TEXT),
                brand.required("postal-address", ValueParser.TEXT));
    }

    private static String accent(YamlSection brand) {
        Color accent = brand.required("accent", ConfigurationParsers.COLOR);
        double contrast = accent.contrastWith(Color.WHITE);
        if (contrast < MIN_CONTRAST) {
            brand.reportError(
                    "accent",
                    String.format(
                            Locale.ROOT,
                            "is \"%s\": give a darker color, its contrast on white is %.1f:1 and text needs %.1f:1",
                            accent,
                            contrast,
                            MIN_CONTRAST));
        }
        return accent.toString();
    }

    private static UnsubscribeSettings unsubscribe(YamlSection unsubscribe) {
        return new UnsubscribeSettings(
                unsubscribe.optional(
                        "confirm", ValueParser.choice(UnsubscribeConfirmation.class), UnsubscribeConfirmation.SCANNERS),
                unsubscribe.optional("mailto", ConfigurationParsers.ADDRESS));
    }

    private static TrackingSettings tracking(YamlSection tracking) {
        return new TrackingSettings(
                tracking.optional("opens", ValueParser.FLAG, false),
                tracking.optional("clicks", ValueParser.FLAG, false));
    }
}

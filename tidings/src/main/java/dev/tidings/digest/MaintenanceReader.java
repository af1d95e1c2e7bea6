package dev.tidings.digest;

import dev.tidings.digest.MaintenanceSettings.AlertSettings;
import dev.tidings.digest.MaintenanceSettings.CheckSettings;
import dev.tidings.digest.MaintenanceSettings.TooFewSentSettings;
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/** Reads the sections {@code maintenance} and {@code retention} of {@code tidings.yml}. */
final class MaintenanceReader {
    private MaintenanceReader() {}

    static MaintenanceSettings maintenance(YamlSection maintenance, UnsetVariables unset) {
        return new MaintenanceSettings(
                checks(maintenance.section("checks")),
                alerts(maintenance.section("alerts"), unset),
                maintenance.optional("vacuum", ValueParser.FLAG, false));
    }

    private static CheckSettings checks(YamlSection checks) {
        return new CheckSettings(
                times(checks, "database-latency", Duration.ofMillis(500), Duration.ofSeconds(3)),
                times(checks, "clock-skew", Duration.ofSeconds(2), Duration.ofSeconds(30)),
                shares(checks, "disk", 85, 95),
                shares(checks, "heap", 85, 95),
                times(checks, "edition-opening", Duration.ofMinutes(5), Duration.ofMinutes(10)),
                times(checks, "nothing-sent", Duration.ofMinutes(5), Duration.ofMinutes(10)),
                tooFewSent(checks.section("too-few-sent")),
                times(checks, "scheduler", Duration.ofMinutes(5), Duration.ofMinutes(10)),
                times(checks, "letters-owed", Duration.ofHours(2), Duration.ofHours(12)),
                counts(checks, "failing-jobs", 3, 10),
                counts(checks, "failing-sources", 3, 10),
                shares(checks, "bounces", 2, 5),
                shares(checks, "complaints", 0.1, 0.3),
                shares(checks, "model-drift", 40, 70),
                counts(checks, "refused-candidates", 7, 30),
                shares(checks, "dead-rows", 20, 50),
                checks.optional("minimum-letters", ValueParser.wholeNumber(1, 1_000_000), 200));
    }

    private static TooFewSentSettings tooFewSent(YamlSection section) {
        Thresholds<Double> limits = thresholds(section, ConfigurationParsers.PERCENT, 10.0, 50.0);
        return new TooFewSentSettings(
                section.optional("after", ConfigurationParsers.DURATION, Duration.ofHours(4)),
                limits.warning(),
                limits.critical());
    }

    private static Thresholds<Duration> times(YamlSection checks, String key, Duration warning, Duration critical) {
        return thresholds(checks.section(key), ConfigurationParsers.DURATION, warning, critical);
    }

    private static Thresholds<Double> shares(YamlSection checks, String key, double warning, double critical) {
        return thresholds(checks.section(key), ConfigurationParsers.PERCENT, warning, critical);
    }

    private static Thresholds<Integer> counts(YamlSection checks, String key, int warning, int critical) {
        return thresholds(checks.section(key), ValueParser.wholeNumber(1, 10_000), warning, critical);
    }

    private static <T extends Comparable<T>> Thresholds<T> thresholds(
            YamlSection section, ValueParser<T> parser, T warning, T critical) {
        Thresholds<T> limits = new Thresholds<>(
                section.optional("warning", parser, warning), section.optional("critical", parser, critical));
        if (limits.critical().compareTo(limits.warning()) < 0) {
            section.reportError("critical", "is below warning: give the worse value here");
        }
        return limits;
    }

    private static AlertSettings alerts(YamlSection alerts, UnsetVariables unset) {
        String transport = alerts.optional("transport", ConfigurationParsers.TRANSPORT);
        unset.checkTransport(alerts, transport);
        URI webhook = alerts.optional("webhook", ConfigurationParsers.WEB_ADDRESS);
        unset.check(alerts, "webhook", webhook, "TIDINGS_ALERT_SECRET", "it signs the alerts");
        return new AlertSettings(
                alerts.list("mail", ConfigurationParsers.ADDRESS),
                transport,
                webhook,
                quietHours(alerts.section("quiet-hours")),
                alerts.optional("settle", ConfigurationParsers.DURATION, Duration.ofMinutes(5)),
                alerts.optional("remind-every", ConfigurationParsers.DURATION, Duration.ofHours(4)));
    }

    private static QuietHours quietHours(YamlSection hours) {
        LocalTime from = hours.optional("from", ConfigurationParsers.TIME);
        LocalTime to = hours.optional("to", ConfigurationParsers.TIME);
        ZoneId zone = hours.optional("zone", ConfigurationParsers.ZONE, ZoneId.of("UTC"));
        if ((from == null) != (to == null)) {
            String missing = from == null ? "from" : "to";
            hours.reportError(missing, "is missing: give both from and to, or neither");
        } else if (from != null && from.equals(to)) {
            hours.reportError("to", "is the same as from: give another time, or neither");
        }
        return new QuietHours(from, to, zone);
    }

    static RetentionSettings retention(YamlSection retention) {
        return new RetentionSettings(
                days(retention, "letter-content", 400),
                days(retention, "letters", 1_100),
                days(retention, "feedback", 750),
                days(retention, "picks", 750),
                days(retention, "opportunities", 750),
                days(retention, "letter-events", 400),
                days(retention, "source-runs", 90),
                days(retention, "alerts", 400));
    }

    private static Duration days(YamlSection retention, String key, int days) {
        return retention.optional(key, ConfigurationParsers.DAYS, Duration.ofDays(days));
    }
}

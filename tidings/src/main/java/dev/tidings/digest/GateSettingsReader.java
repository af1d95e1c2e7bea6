package dev.tidings.digest;

import dev.tidings.digest.Digest.BrakeSettings;
import dev.tidings.digest.Digest.CanarySettings;
import dev.tidings.digest.Digest.WaitForSettings;
import dev.tidings.digest.Digest.WhenMissing;
import dev.tidings.yaml.ValueParser;
import dev.tidings.yaml.YamlSection;
import java.time.LocalTime;

/** Reads a digest's settings about what is checked before the first letter of an edition. */
final class GateSettingsReader {
    private static final ValueParser<Integer> FACTOR = ValueParser.wholeNumber(2, 1_000);

    private GateSettingsReader() {}

    static WaitForSettings waitFor(YamlSection waitFor, Cadence cadence) {
        LocalTime until = waitFor.required("until", ConfigurationParsers.TIME);
        if (until.isBefore(cadence.at())) {
            waitFor.reportError(
                    "until", "is \"" + until + "\": give a time after cadence.at, which is " + cadence.at());
        }
        return new WaitForSettings(
                waitFor.required("share", ConfigurationParsers.SHARE_FROM_1),
                until,
                waitFor.optional("then", ValueParser.choice(WhenMissing.class), WhenMissing.SEND));
    }

    static CanarySettings canary(YamlSection canary) {
        return new CanarySettings(
                canary.required("share", ConfigurationParsers.CANARY_SHARE),
                canary.required("for", ConfigurationParsers.CANARY_WAIT),
                canary.optional("failed", ConfigurationParsers.PERCENT, CanarySettings.STANDARD_FAILED));
    }

    static BrakeSettings brakes(YamlSection brakes) {
        BrakeSettings standard = BrakeSettings.STANDARD;
        return new BrakeSettings(
                brakes.optional("enabled", ValueParser.FLAG, standard.enabled()),
                brakes.optional("empty", ConfigurationParsers.PERCENT, standard.empty()),
                brakes.optional("shrink-factor", FACTOR, standard.shrinkFactor()),
                brakes.optional("growth-factor", FACTOR, standard.growthFactor()),
                brakes.optional("minimum-readers", ValueParser.wholeNumber(1, 1_000_000), standard.minimumReaders()));
    }
}

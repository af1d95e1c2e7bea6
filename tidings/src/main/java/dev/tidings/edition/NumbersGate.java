package dev.tidings.edition;

import dev.tidings.audience.AccountSample;
import dev.tidings.content.ContentSources;
import dev.tidings.content.NumbersCoverage;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.MetricsSettings;
import dev.tidings.digest.Digest.WaitForSettings;
import dev.tidings.digest.Digest.WhenMissing;
import dev.tidings.digest.Wave;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.GateDecision.Admit;
import dev.tidings.edition.GateDecision.AwaitNumbers;
import dev.tidings.edition.GateDecision.Hold;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether an edition, or one of its waves, waits for the numbers of the period's last day. It waits until the
 * configured share of accounts has them, at most until a local time of the day on which it was due, or was opened by
 * hand. Of many accounts, a stable sample counts.
 */
@Component
class NumbersGate {
    private static final int SAMPLE = 1_000;

    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final AccountSample accounts;
    private final ContentSources sources;
    private final InstantSource clock;

    NumbersGate(AccountSample accounts, ContentSources sources, InstantSource clock) {
        this.accounts = accounts;
        this.sources = sources;
        this.clock = clock;
    }

    /** Judges an edition without waves. A warning says that numbers were missing when the time was over. */
    GateDecision judge(Edition edition, Digest digest) {
        WaitForSettings settings = settings(digest);
        if (settings == null) {
            return Admit.USUAL;
        }
        Instant due = edition.openedBy() == OpenedBy.CLOCK
                ? digest.cadence().lastDueUntil(edition.openedAt())
                : edition.openedAt();
        ZonedDateTime until = until(settings, due, digest.cadence().referenceZone());
        return judge(edition, digest, settings, until, accounts.of(digest, SAMPLE));
    }

    /** Judges a wave. */
    GateDecision judge(Edition edition, Digest digest, Wave wave, WaveZones zones) {
        WaitForSettings settings = settings(digest);
        if (settings == null) {
            return Admit.USUAL;
        }
        String zone = wave.zones().getFirst();
        ZoneId zoneId = zone.equals(Wave.NO_ZONE) ? digest.cadence().fallbackZone() : ZoneId.of(zone);
        boolean byHand =
                edition.openedBy() != OpenedBy.CLOCK && edition.openedAt().isAfter(wave.due());
        ZonedDateTime until = until(settings, byHand ? edition.openedAt() : wave.due(), zoneId);
        if (settings.then() == WhenMissing.SEND && !clock.instant().isBefore(until.toInstant())) {
            return Admit.USUAL;
        }
        Set<String> known = wave.zones().contains(Wave.NO_ZONE) ? zones.known() : Set.of();
        List<String> sample = accounts.ofZones(digest, wave.zones(), known, SAMPLE);
        return judge(edition, digest, settings, until, sample);
    }

    private static @Nullable WaitForSettings settings(Digest digest) {
        MetricsSettings metrics = digest.content().metrics();
        return metrics == null ? null : metrics.waitFor();
    }

    private static ZonedDateTime until(WaitForSettings settings, Instant due, ZoneId zone) {
        return due.atZone(zone).toLocalDate().atTime(settings.until()).atZone(zone);
    }

    private GateDecision judge(
            Edition edition, Digest digest, WaitForSettings settings, ZonedDateTime until, List<String> sample) {
        NumbersCoverage coverage = sources.of(digest).coverage(edition.period(), sample);
        if (coverage.expected() == 0 || 100.0 * coverage.present() >= settings.share() * coverage.expected()) {
            return Admit.USUAL;
        }
        String figures = String.format(
                Locale.ROOT,
                "%s%,d of %,d accounts have numbers for %s",
                sample.size() < SAMPLE ? "" : "in a sample, ",
                coverage.present(),
                coverage.expected(),
                edition.period().end());
        if (clock.instant().isBefore(until.toInstant())) {
            return new AwaitNumbers(String.format(
                    Locale.ROOT,
                    "%s, %s %% are needed; it waits until %s in %s",
                    figures,
                    BigDecimal.valueOf(settings.share()).stripTrailingZeros().toPlainString(),
                    UNTIL.format(until),
                    until.getZone()));
        }
        return settings.then() == WhenMissing.HOLD
                ? new Hold(figures + ", and the time to wait is over")
                : new Admit(figures + ", and the time to wait was over");
    }
}

package dev.tidings.alerting;

import dev.tidings.alerting.Alert.Channel;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.MaintenanceSettings.AlertSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decides from the settings which changes are announced, to whom and when. */
@Component
public class AlertRules {
    /** @param name a mail address, or the webhook's host */
    public record Target(Channel channel, String name) {}

    private final AlertSettings settings;

    AlertRules(InstallationSettings installation) {
        this.settings = installation.maintenance().alerts();
    }

    /**
     * Whether a check's state is announced. A worse state is announced at once. A better or unknown state is announced
     * after it has lasted for {@code settle}. A value that oscillates around its threshold therefore causes one alert.
     * An unknown state does not replace a bad one. No change between ok and not measured is announced.
     *
     * @param lastAlerted the state announced last
     * @param changedAt since when the check has been in the state {@code current}
     */
    public boolean shouldAlert(Severity lastAlerted, Severity current, Instant changedAt, Instant now) {
        boolean unknown = current == Severity.UNKNOWN;
        if (current == lastAlerted
                || (current.isQuiet() && lastAlerted.isQuiet())
                || (unknown && !lastAlerted.isQuiet())) {
            return false;
        }
        boolean atOnce = current.worseThan(lastAlerted) && !unknown;
        return atOnce || !now.isBefore(changedAt.plus(settings.settle()));
    }

    /** The time of delivery. In quiet hours, alerts that are not critical wait for their end. */
    public Instant dueAt(Severity state, Instant now) {
        return state == Severity.CRITICAL ? now : settings.quietHours().nextAllowed(now);
    }

    Duration remindEvery() {
        return settings.remindEvery();
    }

    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        settings.mail().forEach(address -> targets.add(new Target(Channel.MAIL, address.value())));
        if (settings.webhook() != null) {
            targets.add(new Target(Channel.WEBHOOK, settings.webhook().getHost()));
        }
        return targets;
    }
}

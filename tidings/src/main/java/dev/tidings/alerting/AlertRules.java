package dev.tidings.alerting;

import dev.tidings.alerting.Alert.Channel;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.MaintenanceSettings.AlertSettings;
import dev.tidings.health.CheckState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is told, to whom, and when, as the settings say. */
@Component
public class AlertRules {
    /** @param name a mail address, or the webhook's host */
    public record Target(Channel channel, String name) {}

    private final AlertSettings settings;

    AlertRules(InstallationSettings installation) {
        this.settings = installation.maintenance().alerts();
    }

    /**
     * Whether the check's state is to be told. What got worse is told at once; what got better, or cannot be told, when it
     * has stayed so for a while, so that a value that trembles around its limit is not told again and again. Not to know
     * is no news about what is known to be bad.
     */
    public boolean shouldAlert(Severity told, CheckState check, Instant now) {
        boolean unknown = check.state() == Severity.UNKNOWN;
        if (check.state() == told || (unknown && told != Severity.OK)) {
            return false;
        }
        boolean atOnce = check.state().worseThan(told) && !unknown;
        return atOnce || !now.isBefore(check.changedAt().plus(settings.settle()));
    }

    /** In quiet hours, what is not critical waits for their end. */
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

package dev.tidings.maintenance;

import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.MaintenanceSettings.AlertSettings;
import dev.tidings.maintenance.Alert.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is told, to whom, and when, as the settings say. */
@Component
class AlertRules {
    /** @param name a mail address, or the webhook's host */
    record Target(Channel channel, String name) {}

    private final AlertSettings settings;

    AlertRules(InstallationSettings installation) {
        this.settings = installation.maintenance().alerts();
    }

    /**
     * Whether the check's state is to be told. What got worse is told at once; what got better, or cannot be told, when it
     * has stayed so for a while, so that a value that trembles around its limit is not told again and again. Not to know
     * is no news about what is known to be bad.
     */
    boolean isTold(State told, CheckState check, Instant now) {
        boolean unknown = check.state() == State.UNKNOWN;
        if (check.state() == told || (unknown && told != State.OK)) {
            return false;
        }
        boolean atOnce = check.state().worseThan(told) && !unknown;
        return atOnce || !now.isBefore(check.changedAt().plus(settings.settle()));
    }

    /** In quiet hours, what is not critical waits for their end. */
    Instant dueAt(State state, Instant now) {
        return state == State.CRITICAL ? now : settings.quietHours().next(now);
    }

    Duration remindEvery() {
        return settings.remindEvery();
    }

    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        settings.mail().forEach(address -> targets.add(new Target(Channel.MAIL, address.value())));
        if (settings.webhook() != null) {
            targets.add(new Target(Channel.WEBHOOK, settings.webhook().getHost()));
        }
        return targets;
    }
}

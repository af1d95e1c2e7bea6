package dev.tidings.maintenance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/** Runs checks, each for itself: one that fails is unknown with its reason, and costs no other. */
@Component
class Rounds {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final int LONGEST_REASON = 200;

    private final HealthStates states;
    private final Alerts alerts;
    private final AlertRules rules;
    private final WatchConnection connection;
    private final InstantSource clock;

    Rounds(HealthStates states, Alerts alerts, AlertRules rules, WatchConnection connection, InstantSource clock) {
        this.states = states;
        this.alerts = alerts;
        this.rules = rules;
        this.connection = connection;
        this.clock = clock;
    }

    /** @param node whose health it is about; empty where every node would find the same */
    void run(List<HealthCheck> checks, String node) {
        for (HealthCheck check : checks) {
            List<Finding> findings = findings(check, node);
            connection.inTransaction(() -> record(check.name(), node, findings));
        }
    }

    private List<Finding> findings(HealthCheck check, String node) {
        try {
            return check.look();
        } catch (RuntimeException e) {
            log.warn("the check {} failed: {}", check.name(), e.toString());
            List<String> known = states.subjects(check.name(), node);
            String reason = "The check failed: " + reason(e);
            return (known.isEmpty() ? List.of("") : known)
                    .stream()
                            .map(subject -> new Finding(subject, State.UNKNOWN, reason, null))
                            .toList();
        }
    }

    private static String reason(RuntimeException failure) {
        String[] lines =
                NestedExceptionUtils.getMostSpecificCause(failure).toString().split("\\R", 2);
        return lines[0].length() <= LONGEST_REASON ? lines[0] : lines[0].substring(0, LONGEST_REASON) + "…";
    }

    private void record(String name, String node, List<Finding> findings) {
        Instant now = clock.instant();
        findings.forEach(finding -> record(new HealthStates.Key(name, finding.subject(), node), finding, now));
        states.keepOnly(name, node, findings.stream().map(Finding::subject).toList());
        alerts.closeAbandoned(now);
    }

    private void record(HealthStates.Key key, Finding finding, Instant now) {
        HealthStates.Told before = states.lock(key, now);
        boolean changed = finding.state() != before.state();
        boolean turned = (finding.state() == State.OK) != (before.state() == State.OK);
        CheckState check = new CheckState(
                key.name(),
                key.subject(),
                key.node(),
                finding.state(),
                finding.message(),
                finding.measure(),
                turned ? now : before.since(),
                changed ? now : before.changedAt(),
                now);
        if (rules.isTold(before.told(), check, now)) {
            states.store(check, check.state());
            alerts.raise(check, before.told(), rules.targets(), rules.dueAt(check.state(), now));
            log.warn(
                    "{} {} {}: {} after {}",
                    key.name(),
                    key.subject(),
                    key.node(),
                    check.state().word(),
                    before.told().word());
        } else {
            states.store(check, before.told());
        }
    }
}

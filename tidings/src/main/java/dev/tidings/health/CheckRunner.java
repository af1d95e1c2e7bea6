package dev.tidings.health;

import dev.tidings.alerting.AlertRules;
import dev.tidings.alerting.Alerts;
import dev.tidings.alerting.Severity;
import dev.tidings.database.SystemPool;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Runs checks independently. A check that throws is recorded as unknown with the reason and does not affect the
 * others.
 */
@Component
class CheckRunner {
    private static final Logger log = LoggerFactory.getLogger(CheckRunner.class);
    private static final int MAX_REASON_LENGTH = 200;

    private final CheckStates states;
    private final Alerts alerts;
    private final AlertRules rules;
    private final SystemPool connection;
    private final InstantSource clock;

    CheckRunner(CheckStates states, Alerts alerts, AlertRules rules, SystemPool connection, InstantSource clock) {
        this.states = states;
        this.alerts = alerts;
        this.rules = rules;
        this.connection = connection;
        this.clock = clock;
    }

    /** @param node the node that the checks are about; empty if every node would find the same */
    void run(List<HealthCheck> checks, String node) {
        for (HealthCheck check : checks) {
            List<CheckFinding> findings = findings(check, node);
            connection.inTransaction(() -> record(check.name(), node, findings));
        }
    }

    private List<CheckFinding> findings(HealthCheck check, String node) {
        try {
            return check.run();
        } catch (RuntimeException e) {
            log.warn("the check {} failed: {}", check.name(), e.toString());
            List<String> known = states.subjects(check.name(), node);
            String reason = "The check failed: " + reason(e);
            return (known.isEmpty() ? List.of("") : known)
                    .stream()
                            .map(subject -> new CheckFinding(subject, Severity.UNKNOWN, reason, null))
                            .toList();
        }
    }

    private static String reason(RuntimeException failure) {
        String[] lines =
                NestedExceptionUtils.getMostSpecificCause(failure).toString().split("\\R", 2);
        return lines[0].length() <= MAX_REASON_LENGTH ? lines[0] : lines[0].substring(0, MAX_REASON_LENGTH) + "…";
    }

    private void record(String name, String node, List<CheckFinding> findings) {
        Instant now = clock.instant();
        findings.forEach(finding -> record(new CheckStates.CheckKey(name, finding.subject(), node), finding, now));
        List<String> subjects = findings.stream().map(CheckFinding::subject).toList();
        states.deleteOthers(name, node, subjects);
        alerts.closeOthers(name, node, subjects, now);
    }

    private void record(CheckStates.CheckKey key, CheckFinding finding, Instant now) {
        CheckStates.PreviousState before = states.lock(key, now);
        boolean changed = finding.state() != before.state();
        boolean okChanged = (finding.state() == Severity.OK) != (before.state() == Severity.OK);
        CheckState check = new CheckState(
                key.name(),
                key.subject(),
                key.node(),
                finding.state(),
                finding.message(),
                finding.measure(),
                okChanged ? now : before.since(),
                changed ? now : before.changedAt(),
                now);
        if (rules.shouldAlert(before.lastAlerted(), check.state(), check.changedAt(), now)) {
            states.store(check, check.state());
            alerts.raise(check.toCondition(), before.lastAlerted(), rules.targets(), rules.dueAt(check.state(), now));
            log.warn(
                    "{} {} {}: {} after {}",
                    key.name(),
                    key.subject(),
                    key.node(),
                    check.state().code(),
                    before.lastAlerted().code());
        } else {
            states.store(check, before.lastAlerted());
        }
    }
}

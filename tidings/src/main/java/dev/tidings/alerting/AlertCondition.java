package dev.tidings.alerting;

import java.time.Instant;

/**
 * The state of a health check that an alert announces.
 *
 * @param name of the check
 * @param subject the digest, source or table; empty if the check has only one subject
 * @param node the checked node; empty if every node would find the same
 * @param message the finding, without addresses or secrets
 */
public record AlertCondition(
        String name, String subject, String node, Severity state, String message, Instant observedAt) {}

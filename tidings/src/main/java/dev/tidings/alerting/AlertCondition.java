package dev.tidings.alerting;

import java.time.Instant;

/**
 * The state of a health check that an alert announces.
 *
 * @param name of the check
 * @param subject the digest, source or table it is about; empty where the check has but one
 * @param node whose condition it is; empty where every node would find the same
 * @param message what was found; no address, no secret
 */
public record AlertCondition(
        String name, String subject, String node, Severity state, String message, Instant observedAt) {}

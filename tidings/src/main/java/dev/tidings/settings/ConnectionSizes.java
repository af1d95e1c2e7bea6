package dev.tidings.settings;

import java.util.Set;

/**
 * Maximum number of database connections of a node, by use.
 *
 * @param readiness readiness, ownership and the clock
 * @param system the scheduler's bookkeeping, health checks and alerts
 * @param work planning and sending
 * @param jobs imports, retention, training
 * @param consent unsubscribing and preferences
 * @param pages console, API, tracking
 */
public record ConnectionSizes(int readiness, int system, int work, int jobs, int consent, int pages) {
    public static final ConnectionSizes STANDARD = new ConnectionSizes(2, 3, 8, 2, 2, 4);

    private static final Set<String> USES = Set.of("readiness", "system", "work", "jobs", "consent", "pages");

    /** The least that {@code readiness} and {@code system} need: one for each of their threads that waits. */
    private static final int MIN_OWN = 2;

    /**
     * Reads {@code work=6, pages=4}. A use without a number keeps the default.
     *
     * @throws IllegalArgumentException with words that follow the variable's name
     */
    static ConnectionSizes parse(String text) {
        ConnectionSizes sizes = STANDARD;
        for (String each : text.split(",", -1)) {
            String[] pair = each.strip().split("\\s*=\\s*", 2);
            if (pair.length < 2 || !USES.contains(pair[0]) || !pair[1].matches("[1-9]\\d{0,2}")) {
                throw new IllegalArgumentException("has \"" + each.strip()
                        + "\": give 1 to 999 connections for readiness, system, work, jobs, consent and pages, such as work=6,"
                        + " pages=4");
            }
            sizes = sizes.with(pair[0], Integer.parseInt(pair[1]));
        }
        requireMinimum("readiness", sizes.readiness, "readiness and ownership");
        requireMinimum("system", sizes.system, "heartbeats and checks");
        return sizes;
    }

    private static void requireMinimum(String use, int size, String needs) {
        if (size < MIN_OWN) {
            throw new IllegalArgumentException(
                    "has \"" + use + "=" + size + "\": " + needs + " need at least " + MIN_OWN);
        }
    }

    private ConnectionSizes with(String use, int size) {
        return switch (use) {
            case "readiness" -> new ConnectionSizes(size, system, work, jobs, consent, pages);
            case "system" -> new ConnectionSizes(readiness, size, work, jobs, consent, pages);
            case "work" -> new ConnectionSizes(readiness, system, size, jobs, consent, pages);
            case "jobs" -> new ConnectionSizes(readiness, system, work, size, consent, pages);
            case "consent" -> new ConnectionSizes(readiness, system, work, jobs, size, pages);
            default -> new ConnectionSizes(readiness, system, work, jobs, consent, size);
        };
    }

    public int total() {
        return readiness + system + work + jobs + consent + pages;
    }
}

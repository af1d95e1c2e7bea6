package dev.tidings.schedule;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.core.Ticker;
import dev.tidings.database.DatabaseFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Replaces the stack traces that the scheduler logs at each attempt while the database is unavailable with one line.
 * Logs its other failures as they are.
 */
final class SchedulerLogFilter extends TurboFilter {
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(SchedulerLogFilter.class);
    private static final String PREFIX = Scheduler.class.getPackageName();

    /** Time without such a failure after which it is reported again. */
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final Ticker ticker;
    private long failedAt;

    SchedulerLogFilter(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Adds this filter to the log of this process, in place of an earlier one. */
    void install() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            context.getTurboFilterList().removeIf(SchedulerLogFilter.class::isInstance);
            context.addTurboFilter(this);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        Throwable failure = thrown == null && params != null ? last(params) : thrown;
        if (failure == null || !logger.getName().startsWith(PREFIX) || DatabaseFault.of(failure) == null) {
            return FilterReply.NEUTRAL;
        }
        if (isFirst()) {
            log.error("the scheduler waits for the database: {}", DatabaseFault.describe(failure));
        }
        return FilterReply.DENY;
    }

    /** SLF4J takes a throwable after the arguments for the failure. */
    private static @Nullable Throwable last(Object[] params) {
        return params.length > 0 && params[params.length - 1] instanceof Throwable failure ? failure : null;
    }

    private synchronized boolean isFirst() {
        boolean first = failedAt == 0 || ticker.since(failedAt).compareTo(QUIET) > 0;
        failedAt = ticker.nanos();
        return first;
    }
}

package dev.tidings.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.kagkarlsson.scheduler.Scheduler;
import dev.tidings.core.Ticker;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SchedulerLogFilterTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger scheduler = context.getLogger(Scheduler.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        new SchedulerLogFilter(Ticker.SYSTEM).install();
    }

    @AfterEach
    void stop() {
        context.getTurboFilterList().removeIf(SchedulerLogFilter.class::isInstance);
        root.detachAppender(log);
    }

    @Test
    void aDatabaseOutageIsLoggedOnceWithoutAStackTrace() {
        for (int attempt = 0; attempt < 5; attempt++) {
            scheduler.error("Unhandled exception. Will keep running.", outage());
            scheduler.warn("{}: unhandled exception in {}", "maintain", 1, outage());
        }

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .isEqualTo("the scheduler waits for the database: nothing listens at the database's address"
                            + " (connection refused)");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void otherFailuresKeepTheirStackTraces() {
        scheduler.error("Unhandled exception. Will keep running.", new IllegalStateException("a mistake"));

        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
    }

    @Test
    void otherLoggersKeepTheirStackTraces() {
        context.getLogger("dev.tidings.schedule").error("failed", outage());

        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getThrowableProxy()).isNotNull());
    }

    private static Exception outage() {
        return new IllegalStateException(new SQLException(
                "The connection attempt failed.", "08001", new ConnectException("Connection refused")));
    }
}

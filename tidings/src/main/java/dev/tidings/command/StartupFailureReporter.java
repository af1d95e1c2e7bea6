package dev.tidings.command;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps a start that the operator's settings stopped from being reported twice; the command prints the lines itself.
 */
final class StartupFailureReporter implements SpringBootExceptionReporter {
    StartupFailureReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return OperatorErrors.message(failure).isPresent();
    }
}

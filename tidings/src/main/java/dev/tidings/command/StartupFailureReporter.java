package dev.tidings.command;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Suppresses Spring Boot's report of a failed start that the operator's settings caused. The command prints the message
 * itself.
 */
final class StartupFailureReporter implements SpringBootExceptionReporter {
    StartupFailureReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return OperatorErrors.message(failure).isPresent();
    }
}

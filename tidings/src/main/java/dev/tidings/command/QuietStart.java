package dev.tidings.command;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Keeps a start that the operator's settings stopped from being reported twice; the command prints the lines itself. */
final class QuietStart implements SpringBootExceptionReporter {
    QuietStart(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        return StartRefusal.lines(failure).isPresent();
    }
}

package dev.tidings.command;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.EditionStatus;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings run DIGEST}: opens one edition unless it exists, and works until it is settled. */
@Command(
        name = "run",
        description = "Opens one edition unless it exists, sends its unsent letters, and waits until all are settled.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final int SOME_FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIGEST", description = "The digest's name.")
    private String digest = "";

    @Option(
            names = "--period",
            paramLabel = "YYYY-MM-DD",
            description = "A day of the week to send; without it, the last completed week.")
    private @Nullable LocalDate day;

    @Option(
            names = "--force",
            description =
                    "Sends without the checks before the first letter: no brakes, no waiting for numbers, no sample that goes first.")
    private boolean force;

    @Override
    public Integer call() throws InterruptedException {
        Installation installation =
                Installation.delivering(CommandEnvironment.read().forSending());
        Digest chosen = installation.configuration().digests().require(digest);
        try (ConfigurableApplicationContext context = installation.openWorker()) {
            EditionOpener opener = context.getBean(EditionOpener.class);
            DigestPeriod period = day == null ? opener.lastCompleted(chosen) : opener.requirePeriod(chosen, day);
            Edition edition = opener.open(chosen, period, OpenedBy.COMMAND, force);
            Edition end = context.getBean(EditionProgressPrinter.class)
                    .printUntilSettled(edition.id(), spec.commandLine().getOut());
            boolean done = end.status() == EditionStatus.CLOSED;
            return done && end.progress().error() == 0 ? 0 : SOME_FAILED;
        }
    }
}

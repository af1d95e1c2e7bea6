package dev.tidings.command;

import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.EditionRetry;
import dev.tidings.edition.Editions;
import dev.tidings.edition.ListedEdition;
import dev.tidings.edition.UnreadableEdition;
import dev.tidings.ledger.RetryFilter;
import dev.tidings.ledger.RetryFilter.RetriedStatus;
import java.io.PrintWriter;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tidings edition}: lists editions, and pauses, resumes, retries or cancels one or limits its rate, on all nodes.
 */
@Command(
        name = "edition",
        description =
                "Lists editions; pauses, resumes, cancels one, sends its letters again or changes its rate, on all nodes.",
        mixinStandardHelpOptions = true)
final class EditionCommand {
    private static final int REFUSED = 1;
    private static final int LISTED = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "The newest editions and their counts.", mixinStandardHelpOptions = true)
    int list() {
        try (ConfigurableApplicationContext context = open()) {
            DeliverySummaries summaries = context.getBean(DeliverySummaries.class);
            context.getBean(Editions.class)
                    .list(null, null, null, LISTED)
                    .forEach(edition -> printListed(edition, summaries));
            return 0;
        }
    }

    @Command(name = "pause", description = "Pauses an open edition.", mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "ID") long id) {
        return apply(id, "is not open", control -> control.pause(id));
    }

    @Command(
            name = "resume",
            description = "Resumes a paused, stopped, held or waiting edition.",
            mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "ID") long id) {
        return apply(id, "is neither paused, stopped, held nor waiting", control -> control.resume(id));
    }

    @Command(
            name = "retry",
            description = {
                "Sends letters again: those with errors, or skipped or parked ones.",
                "Letters that may have arrived are left out unless you name them with --include-unknown."
            },
            mixinStandardHelpOptions = true)
    int retry(
            @Parameters(paramLabel = "ID") long id,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            description =
                                    "error, skipped or parked; error by default, or skipped for a reason of skipped letters")
                    @Nullable
                    RetriedStatus status,
            @Option(names = "--reason", paramLabel = "REASON", description = "only letters with exactly this reason")
                    @Nullable
                    String reason,
            @Option(
                            names = "--include-unknown",
                            description = "also letters whose outcome is unknown; their users may get them twice")
                    boolean unknown) {
        return onEdition(id, context -> {
            if (unknown) {
                spec.commandLine()
                        .getErr()
                        .println("Letters that may have arrived are sent again: some users may get two");
            }
            int letters = context.getBean(EditionRetry.class).retry(id, RetryFilter.of(status, reason, unknown));
            print(context, id);
            spec.commandLine()
                    .getErr()
                    .println(letters + (letters == 1 ? " letter is" : " letters are") + " sent again");
            return 0;
        });
    }

    @Command(
            name = "cancel",
            description = "Cancels an edition: letters still owed are skipped as CANCELLED, for good.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "ID") long id) {
        return apply(id, "is closed or cancelled", control -> control.cancel(id));
    }

    @Command(
            name = "rate",
            description = "Limits an edition's letters per second over all nodes; without a number, removes the limit.",
            mixinStandardHelpOptions = true)
    int rate(
            @Parameters(paramLabel = "ID") long id,
            @Option(names = "--letters-per-second", paramLabel = "N") @Nullable Integer rate) {
        if (rate != null && rate < 1) {
            throw new ParameterException(spec.commandLine(), "--letters-per-second is " + rate + ": give 1 or more");
        }
        return apply(id, "is closed", control -> control.setRate(id, rate));
    }

    private int apply(long id, String otherwise, Predicate<EditionControl> action) {
        return onEdition(id, context -> {
            boolean done = action.test(context.getBean(EditionControl.class));
            print(context, id);
            if (!done) {
                spec.commandLine().getErr().println("Edition " + id + " " + otherwise + "; nothing was changed");
            }
            return done ? 0 : REFUSED;
        });
    }

    /** @param action returns the exit code */
    private int onEdition(long id, ToIntFunction<ConfigurableApplicationContext> action) {
        try (ConfigurableApplicationContext context = open()) {
            if (context.getBean(Editions.class).find(id).isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("There is no edition " + id + "; bin/tidings edition list shows them");
                return REFUSED;
            }
            return action.applyAsInt(context);
        }
    }

    private static ConfigurableApplicationContext open() {
        return Installation.of(CommandEnvironment.read().forCommand()).open();
    }

    private void printListed(ListedEdition listed, DeliverySummaries summaries) {
        switch (listed) {
            case Edition edition -> print(edition, summaries);
            case UnreadableEdition edition -> {
                PrintWriter out = spec.commandLine().getOut();
                out.println(edition.id() + "  " + edition.digest() + "  cannot be read: " + edition.problem());
                out.flush();
            }
        }
    }

    private void print(ConfigurableApplicationContext context, long id) {
        print(context.getBean(Editions.class).find(id).orElseThrow(), context.getBean(DeliverySummaries.class));
    }

    private void print(Edition edition, DeliverySummaries summaries) {
        String state = summaries.of(edition).state().word();
        String rate = edition.rate() == null ? "" : ", " + edition.rate() + "/s";
        PrintWriter out = spec.commandLine().getOut();
        out.println(edition.id() + "  " + EditionProgressPrinter.summary(edition) + "  (" + state + rate + ")");
        out.flush();
    }
}

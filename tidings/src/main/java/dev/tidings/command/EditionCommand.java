package dev.tidings.command;

import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.Edition;
import dev.tidings.edition.EditionControl;
import dev.tidings.edition.Editions;
import dev.tidings.edition.ListedEdition;
import dev.tidings.edition.UnreadableEdition;
import java.io.PrintWriter;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tidings edition}: lists editions, and pauses, resumes or cancels one or limits its rate, on all nodes.
 */
@Command(
        name = "edition",
        description = "Lists editions; pauses, resumes, cancels one or changes its rate, on all nodes within seconds.",
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
        try (ConfigurableApplicationContext context = open()) {
            Editions editions = context.getBean(Editions.class);
            if (editions.find(id).isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("There is no edition " + id + "; bin/tidings edition list shows them");
                return REFUSED;
            }
            boolean done = action.test(context.getBean(EditionControl.class));
            print(editions.find(id).orElseThrow(), context.getBean(DeliverySummaries.class));
            if (!done) {
                spec.commandLine().getErr().println("Edition " + id + " " + otherwise + "; nothing was changed");
            }
            return done ? 0 : REFUSED;
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

    private void print(Edition edition, DeliverySummaries summaries) {
        String state = summaries.of(edition).state().word();
        String rate = edition.rate() == null ? "" : ", " + edition.rate() + "/s";
        PrintWriter out = spec.commandLine().getOut();
        out.println(edition.id() + "  " + EditionProgressPrinter.summary(edition) + "  (" + state + rate + ")");
        out.flush();
    }
}

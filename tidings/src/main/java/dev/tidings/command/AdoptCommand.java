package dev.tidings.command;

import dev.tidings.database.DatabaseServerInfo;
import dev.tidings.edition.DatabaseAdopter;
import dev.tidings.edition.Edition;
import dev.tidings.edition.ListedEdition;
import dev.tidings.edition.UnreadableEdition;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tidings adopt}: adopts this database for sending. */
@Command(
        name = "adopt",
        description = "Adopts a restored or copied database for sending: see docs/operations.md.",
        mixinStandardHelpOptions = true)
final class AdoptCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--cancel-owed",
            description = "Also cancels owed letters and missing editions: nothing that was due until now is sent.")
    private boolean cancelOwed;

    @Override
    public Integer call() {
        Installation installation = Installation.of(CommandEnvironment.read().forCommand());
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = installation.open()) {
            DatabaseAdopter adopter = context.getBean(DatabaseAdopter.class);
            if (cancelOwed) {
                List<ListedEdition> cancelled = adopter.adoptAndCancelOwed();
                cancelled.forEach(
                        edition -> out.println("cancelled: edition " + edition.id() + ", " + describe(edition)));
            } else {
                adopter.adopt();
            }
            out.println("Letters are sent from this database from now on: "
                    + context.getBean(DatabaseServerInfo.class).nameAndSchema());
            return 0;
        } finally {
            out.flush();
        }
    }

    private static String describe(ListedEdition listed) {
        return switch (listed) {
            case Edition edition ->
                edition.digest() + " for the week from " + edition.period().start();
            case UnreadableEdition edition -> edition.digest() + ", which cannot be read: " + edition.problem();
        };
    }
}

package dev.tidings.command;

import dev.tidings.audience.ChangeLimit;
import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.TooManyChanges;
import dev.tidings.audience.UserChanges;
import dev.tidings.audience.UserDryRun;
import dev.tidings.audience.UserImport;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportReport;
import dev.tidings.bulk.RowWarning;
import dev.tidings.content.metrics.MetricsImport;
import dev.tidings.content.metrics.MetricsMapping;
import dev.tidings.opportunities.FeedbackImport;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code tidings import users|metrics|opportunities|feedback FILE}: imports rows from a file; valid rows are stored,
 * invalid ones reported.
 */
@Command(
        name = "import",
        description = "Imports users, metrics, opportunities or feedback from CSV or NDJSON files (also .gz), or from"
                + " standard input (-).",
        synopsisSubcommandLabel = "(users | metrics | opportunities | feedback)",
        mixinStandardHelpOptions = true)
final class ImportCommand {
    private static final int SOME_ROWS_BAD = 1;
    private static final int TOO_MANY_CHANGES = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "users", description = "One user per row.", mixinStandardHelpOptions = true)
    int users(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--max-change",
                            paramLabel = "SHARE",
                            converter = ChangeLimitConverter.class,
                            description = "Stores nothing if the opt-in, account or address of a larger share of all"
                                    + " users would change, such as 20%%. Default: imports.max-change in tidings.yml.")
                    @Nullable
                    ChangeLimit maxChange,
            @Option(names = "--force", description = "Stores the rows however many users change.") boolean force,
            @Option(names = "--dry-run", description = "Stores nothing, and prints what would change.") boolean dryRun)
            throws IOException {
        try {
            return importFile(
                    file,
                    (context, in, progress) -> {
                        UserImport users = context.getBean(UserImport.class);
                        ChangeLimit given = maxChange == null ? users.defaultLimit() : maxChange;
                        ChangeLimit limit = force ? null : given;
                        if (!dryRun) {
                            return users.importAll(in, format(file), ConsentSource.IMPORT, progress, limit);
                        }
                        UserDryRun found = users.dryRun(in, format(file), ConsentSource.IMPORT);
                        progress.end();
                        printDryRun(found);
                        found.requirePermitted(limit);
                        return found.report();
                    },
                    dryRun ? "could be stored" : "stored");
        } catch (TooManyChanges refusal) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(refusal.getMessage() + ". If the changes are right, repeat the import with --force.");
            err.flush();
            return TOO_MANY_CHANGES;
        }
    }

    private void printDryRun(UserDryRun found) {
        UserChanges changes = found.changes();
        spec.commandLine()
                .getOut()
                .println("Dry run, nothing is stored. The import would change " + changes.describe() + ", and add "
                        + String.format(Locale.ROOT, "%,d users.", changes.created()));
    }

    private static final class ChangeLimitConverter implements ITypeConverter<ChangeLimit> {
        @Override
        public ChangeLimit convert(String text) {
            try {
                return ChangeLimit.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Command(name = "metrics", description = "One account's day per row.", mixinStandardHelpOptions = true)
    int metrics(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--mapping", paramLabel = "FILE", description = "Describes how to read a wide CSV file.")
                    @Nullable
                    Path mapping)
            throws IOException {
        return importFile(file, (context, in, progress) -> {
            MetricsImport metrics = context.getBean(MetricsImport.class);
            return mapping == null
                    ? metrics.importAll(in, format(file), progress)
                    : metrics.importWide(in, MetricsMapping.read(mapping), progress);
        });
    }

    @Command(name = "opportunities", description = "One opportunity per row.", mixinStandardHelpOptions = true)
    int opportunities(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        return importFile(
                file,
                (context, in, progress) ->
                        context.getBean(OpportunityImport.class).importAll(in, format(file), progress));
    }

    @Command(name = "feedback", description = "One feedback event per row.", mixinStandardHelpOptions = true)
    int feedback(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        return importFile(
                file,
                (context, in, progress) -> context.getBean(FeedbackImport.class).importAll(in, format(file), progress));
    }

    private interface FileImport {
        ImportReport run(ConfigurableApplicationContext context, InputStream in, ProgressLine progress)
                throws IOException;
    }

    private int importFile(Path file, FileImport fileImport) throws IOException {
        return importFile(file, fileImport, "stored");
    }

    private int importFile(Path file, FileImport fileImport, String verb) throws IOException {
        Settings settings = CommandEnvironment.read().forCommand();
        PrintWriter out = spec.commandLine().getOut();
        try (InputStream in = open(file);
                ConfigurableApplicationContext context =
                        Installation.of(settings).open()) {
            ProgressLine progress = new ProgressLine(size(file), Ansi.AUTO.enabled(), System.err);
            ImportReport report = fileImport.run(context, progress.count(in), progress);
            progress.end();
            print(report, verb, out);
            return report.rejected() == 0 ? 0 : SOME_ROWS_BAD;
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (isStandardInput(file)) {
            return System.in;
        }
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFile(file);
        }
        return Files.newInputStream(file);
    }

    private static long size(Path file) throws IOException {
        return isStandardInput(file) ? 0 : Files.size(file);
    }

    private static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }

    private static @Nullable ImportFormat format(Path file) {
        return isStandardInput(file) ? null : ImportFormat.of(file.getFileName().toString());
    }

    private static void print(ImportReport report, String verb, PrintWriter out) {
        out.println(String.format(Locale.ROOT, "%,d rows %s, %,d refused", report.accepted(), verb, report.rejected()));
        print("refused", report.badRows(), report.rejected(), out);
        print("note", report.notes(), report.noted(), out);
        out.flush();
    }

    private static void print(String label, List<RowWarning> notes, long total, PrintWriter out) {
        notes.forEach(note -> out.println("  line " + note.line() + ": " + label + ": " + note.text()));
        if (total > notes.size()) {
            out.println(String.format(Locale.ROOT, "  ... and %,d more", total - notes.size()));
        }
    }
}

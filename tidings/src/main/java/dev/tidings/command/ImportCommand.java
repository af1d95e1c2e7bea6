package dev.tidings.command;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UserImport;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "users", description = "One user per row.", mixinStandardHelpOptions = true)
    int users(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        return importFile(
                file,
                (context, in, progress) ->
                        context.getBean(UserImport.class).importAll(in, format(file), ConsentSource.IMPORT, progress));
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
        ImportReport run(ConfigurableApplicationContext context, InputStream in, ImportProgress progress)
                throws IOException;
    }

    private int importFile(Path file, FileImport fileImport) throws IOException {
        Settings settings = CommandEnvironment.read().forCommand();
        PrintWriter out = spec.commandLine().getOut();
        try (InputStream in = open(file);
                ConfigurableApplicationContext context =
                        Installation.of(settings).open()) {
            ProgressLine progress = new ProgressLine(size(file), Ansi.AUTO.enabled(), System.err);
            ImportReport report = fileImport.run(context, progress.count(in), progress);
            progress.end();
            print(report, out);
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

    private static void print(ImportReport report, PrintWriter out) {
        out.println(String.format(Locale.ROOT, "%,d rows stored, %,d refused", report.accepted(), report.rejected()));
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

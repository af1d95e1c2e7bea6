package dev.tidings.command;

import dev.tidings.scraping.Scraper;
import dev.tidings.scraping.Source;
import dev.tidings.scraping.SourceCatalog;
import dev.tidings.scraping.SourcePreview;
import dev.tidings.scraping.SourceRun;
import dev.tidings.scraping.SourceRun.SourceRunOutcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings scrape [SOURCE]}: runs one source, or every enabled one, and prints the results. */
@Command(
        name = "scrape",
        description = "Runs one source of opportunities, or all enabled ones, due or not.",
        mixinStandardHelpOptions = true)
final class ScrapeCommand implements Callable<Integer> {
    private static final int SOME_FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "SOURCE", description = "The source's name.")
    private @Nullable String source;

    @Option(
            names = "--dry-run",
            description = "Fetches the source's first documents, shows what a run would find, and stores nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.of(CommandEnvironment.read().forCommand());
        boolean good = true;
        try (ConfigurableApplicationContext context = installation.open()) {
            List<String> names = chosen(context.getBean(SourceCatalog.class));
            if (names.isEmpty()) {
                out.println("No source is enabled: define one in sources/NAME.yml of the configuration folder.");
            }
            for (String name : names) {
                if (dryRun) {
                    Source tried = context.getBean(SourceCatalog.class).require(name);
                    good &= PreviewPrinter.print(
                            name, context.getBean(SourcePreview.class).of(tried), out);
                    continue;
                }
                SourceRun run = context.getBean(Scraper.class).runNow(name);
                print(run, out);
                good &= run.outcome() == SourceRunOutcome.OK || run.outcome() == SourceRunOutcome.UNCHANGED;
            }
        }
        out.flush();
        return good ? 0 : SOME_FAILED;
    }

    private List<String> chosen(SourceCatalog catalog) {
        return source == null
                ? catalog.all().stream()
                        .filter(Source::enabled)
                        .map(Source::name)
                        .toList()
                : List.of(source);
    }

    private static void print(SourceRun run, PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "%s %s: %,d found, %,d new, %,d changed, %,d refused; %d documents, %,d bytes",
                run.source(),
                run.outcome().name().toLowerCase(Locale.ROOT),
                run.found(),
                run.created(),
                run.updated(),
                run.refused(),
                run.documents(),
                run.bytes()));
        if (run.problem() != null) {
            out.println("  " + run.problem());
        }
        run.notes().forEach(note -> out.println("  " + note));
        out.flush();
    }
}

package dev.tidings.command;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UserImport;
import dev.tidings.bulk.ImportFormat;
import dev.tidings.bulk.ImportProgress;
import dev.tidings.content.metrics.MetricsImport;
import dev.tidings.digest.Digest;
import dev.tidings.edition.Edition;
import dev.tidings.edition.Edition.OpenedBy;
import dev.tidings.edition.EditionOpener;
import dev.tidings.opportunities.FeedbackImport;
import dev.tidings.opportunities.OpportunityImport;
import dev.tidings.settings.EnvironmentReader;
import dev.tidings.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code tidings demo}: runs everything on this machine with sample users and metrics. Letters are stored in the
 * outbox.
 */
@Command(
        name = "demo",
        description = "Runs everything on this machine with sample data. Mails nothing.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int FIRST_PORT = 8080;
    private static final int LAST_PORT = 8099;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> variables = variables();
        Settings settings = new EnvironmentReader(variables).forServing();
        out.println("Starting (PostgreSQL and letters are stored in " + settings.data() + ") ...");
        out.flush();
        Installation installation = Installation.delivering(settings);
        ConfigurableApplicationContext context = installation.serveQuietly();
        importSamples(context);
        for (Digest digest : installation.configuration().digests().all()) {
            Edition edition = context.getBean(EditionOpener.class).openLastCompleted(digest, OpenedBy.COMMAND);
            context.getBean(EditionProgressPrinter.class).printUntilSettled(edition.id(), out);
        }
        welcome(out, settings, variables);
        ShutdownWait.awaitClose(context);
        return 0;
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        Path data = Path.of(variables.getOrDefault("TIDINGS_DATA", "data")).toAbsolutePath();
        variables.putAll(DemoEnvironment.readOrCreate(data, DemoConfiguration.readOrCreate(data)));
        if (!variables.containsKey("TIDINGS_PORT")) {
            variables.put("TIDINGS_PORT", Integer.toString(freePort()));
        }
        variables.putIfAbsent("TIDINGS_PUBLIC_URL", "http://localhost:" + variables.get("TIDINGS_PORT"));
        return variables;
    }

    private static int freePort() {
        return IntStream.rangeClosed(FIRST_PORT, LAST_PORT)
                .filter(DemoCommand::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No port from " + FIRST_PORT + " to " + LAST_PORT + " is free; set TIDINGS_PORT"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static void importSamples(ConfigurableApplicationContext context) throws IOException {
        DemoOpportunities opportunities = new DemoOpportunities();
        DemoAccounts accounts = new DemoAccounts(opportunities);
        LocalDate today =
                LocalDate.ofInstant(context.getBean(InstantSource.class).instant(), ZoneOffset.UTC);
        context.getBean(UserImport.class)
                .importAll(lines(accounts.users()), ImportFormat.NDJSON, ConsentSource.IMPORT, ImportProgress.none());
        context.getBean(MetricsImport.class)
                .importAll(lines(accounts.metrics(today)), ImportFormat.NDJSON, ImportProgress.none());
        context.getBean(OpportunityImport.class)
                .importAll(lines(opportunities.opportunities(today)), ImportFormat.NDJSON, ImportProgress.none());
        context.getBean(FeedbackImport.class)
                .importAll(lines(opportunities.feedback(today)), ImportFormat.NDJSON, ImportProgress.none());
    }

    private static InputStream lines(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void welcome(PrintWriter out, Settings settings, Map<String, String> variables) {
        String address = variables.get("TIDINGS_PUBLIC_URL");
        out.println();
        out.println("Tidings is running.");
        out.println();
        out.println("  Console    " + address + "/console");
        out.println("  Sign in    with the token " + variables.get("ADMIN_TOKEN"));
        out.println("  Letters    " + settings.mail().outbox());
        out.println("  API        " + address + "/docs");
        out.println();
        out.println(
                "Try: open this week's edition in the console, then a letter; use its unsubscribe link, then look at");
        out.println("the user again. In another terminal: bin/tidings preview proletto u-gus");
        out.println("Ctrl-C stops it. The next start keeps everything and sends nothing twice.");
        out.flush();
    }
}

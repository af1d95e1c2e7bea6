package dev.tidings.command;

import dev.tidings.delivery.Transport;
import dev.tidings.delivery.Transport.Reachability;
import dev.tidings.delivery.Transports;
import dev.tidings.digest.Digest;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidings check}: whether the settings, configuration, templates, database and transports would serve. */
@Command(
        name = "check",
        description = "Checks settings, configuration, templates, database and transports. Sends nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.of(Surroundings.read().forServing());
        out.println("ok    settings");
        for (Digest digest : installation.configuration().digests().all()) {
            out.println("ok    digest " + digest.name() + ": next run "
                    + digest.cadence()
                            .nextAfter(java.time.Instant.now())
                            .atZone(digest.cadence().zone()));
        }
        boolean reachable = true;
        try (ConfigurableApplicationContext context = installation.open()) {
            out.println("ok    database "
                    + context.getBean(JdbcClient.class)
                            .sql("select 'PostgreSQL ' || current_setting('server_version')")
                            .query(String.class)
                            .single());
            context.getBean(TemplateCheck.class).run();
            out.println("ok    templates");
            for (Transport transport : context.getBean(Transports.class).all()) {
                Reachability found = transport.probe();
                out.println((found.reachable() ? "ok    " : "FAIL  ") + "transport " + transport.name() + ": "
                        + found.detail());
                reachable &= found.reachable();
            }
        }
        out.flush();
        return reachable ? 0 : FAILED;
    }
}

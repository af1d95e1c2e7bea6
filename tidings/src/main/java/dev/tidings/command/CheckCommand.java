package dev.tidings.command;

import dev.tidings.core.EmailAddress;
import dev.tidings.database.DatabaseServerInfo;
import dev.tidings.digest.Cadence;
import dev.tidings.digest.Digest;
import dev.tidings.edition.DeliveryState;
import dev.tidings.edition.DeliverySummaries;
import dev.tidings.edition.DeliverySummary;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.Reachability;
import dev.tidings.transport.Transports;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidings check}: checks settings, configuration, templates, database and transports. */
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
        Installation installation =
                Installation.delivering(CommandEnvironment.read().forServing());
        out.println("ok    settings and configuration");
        boolean ready = true;
        try (ConfigurableApplicationContext context = installation.open()) {
            out.println("ok    database: "
                    + context.getBean(DatabaseServerInfo.class).nameAndSchema());
            String objection = context.getBean(InstanceGuard.class).refusalReason();
            if (objection != null) {
                out.println("FAIL  " + objection);
                ready = false;
            }
            context.getBean(TemplateCheck.class).run();
            out.println("ok    templates");
            Instant now = context.getBean(InstantSource.class).instant();
            installation.configuration().digests().all().forEach(digest -> out.println(next(digest, now)));
            out.println(
                    delivery(context.getBean(DeliverySummaries.class).installation(installation.opensOnSchedule())));
            Transports transports = context.getBean(Transports.class);
            for (Transport transport : transports.all()) {
                Reachability found = transport.checkReachability(
                        senders(installation.configuration().digests().all(), transports, transport));
                String verdict = found.reachable() ? "ok    " : "FAIL  ";
                out.println(verdict + "transport " + transport.name() + ": " + found.detail());
                ready &= found.reachable();
            }
        } finally {
            out.flush();
        }
        return ready ? 0 : FAILED;
    }

    /** The senders of the digests that this transport sends. */
    private static List<EmailAddress> senders(Collection<Digest> digests, Transports transports, Transport transport) {
        return digests.stream()
                .filter(digest -> transport
                        .name()
                        .equals(
                                digest.transport() == null
                                        ? transports.defaultTransport().name()
                                        : digest.transport()))
                .map(digest -> digest.sender().from().address())
                .distinct()
                .toList();
    }

    /** The state of the editions. It does not decide the exit code: the installation itself is in order. */
    private static String delivery(DeliverySummary delivery) {
        String verdict = delivery.state().precedes(DeliveryState.SENDING) ? "WARN  " : "ok    ";
        return verdict + "editions: " + delivery.sentence();
    }

    private static String next(Digest digest, Instant now) {
        Cadence cadence = digest.cadence();
        Instant next = cadence.nextAfter(now);
        String zones = cadence.perRecipient()
                ? ", and zone by zone until "
                        + cadence.waves(cadence.lastPeriod(next))
                                .getLast()
                                .due()
                                .atZone(cadence.referenceZone())
                : "";
        return "ok    digest " + digest.name() + ": next on " + next.atZone(cadence.referenceZone()) + zones;
    }
}

package dev.tidings.command;

import dev.tidings.opportunities.Opportunities;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.opportunities.OpportunitySplits;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings opportunity ...}: hides, shows, expires and splits opportunities, and undoes a split. */
@Command(
        name = "opportunity",
        description = "Hides, shows, expires or splits opportunities, with all reports of them; undoes a split.",
        synopsisSubcommandLabel = "(hide | show | expire | split | join)",
        mixinStandardHelpOptions = true)
final class OpportunityCommand {
    private static final int REFUSED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "hide",
            description = "Hides all reports of these opportunities until they are shown again.",
            mixinStandardHelpOptions = true)
    int hide(@Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
        return onAll(
                ids, "", (context, id) -> context.getBean(Opportunities.class).hide(id) > 0);
    }

    @Command(
            name = "show",
            description = "Makes all reports of these opportunities live.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
        return onAll(
                ids, "", (context, id) -> context.getBean(Opportunities.class).show(id) > 0);
    }

    @Command(
            name = "expire",
            description = "Ends all reports of these opportunities before their deadline.",
            mixinStandardHelpOptions = true)
    int expire(@Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
        return onAll(
                ids, "", (context, id) -> context.getBean(Opportunities.class).expire(id) > 0);
    }

    @Command(
            name = "split",
            description = "Separates each of these reports from the others of its opportunity.",
            mixinStandardHelpOptions = true)
    int split(@Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
        return onAll(
                ids,
                "has no duplicates",
                (context, id) -> context.getBean(OpportunitySplits.class).split(id));
    }

    @Command(
            name = "join",
            description = {
                "Undoes the latest split of each of these reports, or of its group.",
                "Reports that no longer match stay apart."
            },
            mixinStandardHelpOptions = true)
    int join(@Parameters(paramLabel = "ID", arity = "1..*") List<String> ids) {
        return onAll(
                ids,
                "was not split",
                (context, id) -> context.getBean(OpportunitySplits.class).join(id));
    }

    /**
     * Acts on one opportunity after the other.
     *
     * @param refusal why the action returned false for an opportunity that exists
     */
    private int onAll(List<String> ids, String refusal, BiPredicate<ConfigurableApplicationContext, String> action) {
        PrintWriter out = spec.commandLine().getOut();
        int exitCode = 0;
        try (ConfigurableApplicationContext context =
                Installation.of(CommandEnvironment.read().forCommand()).open()) {
            Opportunities opportunities = context.getBean(Opportunities.class);
            for (String id : ids) {
                if (opportunities.find(id).isEmpty()) {
                    out.println("There is no opportunity " + id);
                    exitCode = REFUSED;
                } else if (action.test(context, id)) {
                    print(opportunities.find(id).orElseThrow(), opportunities, out);
                } else {
                    out.println("Opportunity " + id + " " + refusal + "; nothing was changed");
                    exitCode = REFUSED;
                }
            }
            return exitCode;
        } finally {
            out.flush();
        }
    }

    private static void print(OpportunityRecord known, Opportunities opportunities, PrintWriter out) {
        Opportunity opportunity = known.opportunity();
        List<OpportunityRecord> others = opportunities.duplicatesOf(opportunity);
        String status = opportunity.status().name().toLowerCase(Locale.ROOT);
        out.println(opportunity.id() + "  " + opportunity.title() + "  (" + status + ", " + reports(others) + ")");
    }

    /** "1 report", "2 reports, also call-7 of artboard". */
    private static String reports(List<OpportunityRecord> others) {
        return others.isEmpty()
                ? "1 report"
                : others.size() + 1 + " reports, also "
                        + others.stream()
                                .map(OpportunityRecord::opportunity)
                                .map(other -> other.id() + " of " + other.source())
                                .collect(Collectors.joining(", "));
    }
}

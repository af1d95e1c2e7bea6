package dev.tidings.command;

import static java.util.Locale.ROOT;

import dev.tidings.recommender.ModelVersion;
import dev.tidings.recommender.PickExplanation;
import dev.tidings.recommender.RecommenderAdmin;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tidings bot ...}: shows what the bot learned and why it picked; resets a user's bot and rolls a model
 * version back.
 */
@Command(
        name = "bot",
        description = "Shows model versions and explains picks; promotes, rolls back, resets.",
        synopsisSubcommandLabel = "(versions | promote | rollback | reset | why)",
        mixinStandardHelpOptions = true)
final class BotCommand {
    private static final int NOT_FOUND = 1;
    private static final int MAX_REASONS = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "versions",
            description = "Lists model versions, the newest first.",
            mixinStandardHelpOptions = true)
    int versions() {
        return run((bot, out) -> {
            bot.versions().forEach(version -> out.println(line(version)));
            return 0;
        });
    }

    @Command(
            name = "promote",
            description = "Makes this version live. Open editions keep theirs.",
            mixinStandardHelpOptions = true)
    int promote(@Parameters(paramLabel = "ID") long id) {
        return run((bot, out) -> {
            out.println(line(bot.promote(id)));
            return 0;
        });
    }

    @Command(name = "rollback", description = "Makes the previous version live again.", mixinStandardHelpOptions = true)
    int rollBack() {
        return run((bot, out) -> {
            out.println(line(bot.rollBack()));
            return 0;
        });
    }

    @Command(
            name = "reset",
            description = "Ignores a user's earlier feedback. What they were sent is not sent again.",
            mixinStandardHelpOptions = true)
    int reset(@Parameters(paramLabel = "USER") String user) {
        return run((bot, out) -> {
            boolean known = bot.reset(user);
            out.println(known ? "The bot now uses only the profile of " + user : "There is no user " + user);
            return known ? 0 : NOT_FOUND;
        });
    }

    @Command(
            name = "why",
            description = "Explains the picks in a user's newest letter.",
            mixinStandardHelpOptions = true)
    int why(@Parameters(paramLabel = "USER") String user) {
        return run((bot, out) -> {
            List<PickExplanation> picks = bot.explain(user);
            picks.forEach(pick -> print(pick, out));
            if (picks.isEmpty()) {
                out.println("Nothing was picked for " + user + " yet");
            }
            return picks.isEmpty() ? NOT_FOUND : 0;
        });
    }

    private int run(ToIntBiFunction<RecommenderAdmin, PrintWriter> task) {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context =
                Installation.of(CommandEnvironment.read().forCommand()).open()) {
            return task.applyAsInt(context.getBean(RecommenderAdmin.class), out);
        } finally {
            out.flush();
        }
    }

    private static String line(ModelVersion version) {
        String note = version.note() == null ? "" : "  " + version.note();
        return String.format(
                ROOT,
                "%6d  %-9s  %s  %,d examples%s",
                version.id(),
                version.status().name().toLowerCase(ROOT),
                version.createdAt(),
                version.examples(),
                note);
    }

    private static void print(PickExplanation pick, PrintWriter out) {
        out.println(String.format(ROOT, "%d. %s (%s)", pick.position(), pick.title(), pick.opportunityId()));
        String chance =
                pick.exploration() ? String.format(ROOT, "; picked at random, 1 in %.0f", 1 / pick.propensity()) : "";
        out.println("   " + (pick.reason() == null ? "" : pick.reason()) + chance);
        String most = pick.contributions().entrySet().stream()
                .filter(part -> !part.getKey().equals("bias") && Math.abs(part.getValue()) >= 0.01)
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> part) -> -Math.abs(part.getValue())))
                .limit(MAX_REASONS)
                .map(part -> String.format(ROOT, "%s %+.2f", part.getKey().replace('_', ' '), part.getValue()))
                .collect(Collectors.joining(", "));
        out.println(String.format(ROOT, "   version %d, score %.2f: %s", pick.modelVersion(), pick.score(), most));
    }
}

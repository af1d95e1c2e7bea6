package dev.tidings.command;

import dev.tidings.database.Database;
import dev.tidings.settings.Settings;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidings serve}: runs the service as the environment configures it. */
@Command(
        name = "serve",
        description =
                "Runs the service until it is stopped. Environment variables configure it: see docs/configuration.md.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = CommandEnvironment.read().forServing();
        ConfigurableApplicationContext context =
                Installation.delivering(settings).serve();
        if (context.getBean(Database.class).isEmbedded()) {
            spec.commandLine()
                    .getErr()
                    .println("tidings: TIDINGS_DATABASE_URL is not set: using the embedded PostgreSQL below "
                            + settings.data());
        }
        ShutdownWait.awaitClose(context);
        return 0;
    }
}

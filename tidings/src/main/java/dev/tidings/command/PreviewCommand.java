package dev.tidings.command;

import dev.tidings.core.Message;
import dev.tidings.digest.Digest;
import dev.tidings.edition.SingleLetters;
import dev.tidings.edition.SingleLetters.Preview;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings preview DIGEST USER}: writes a user's letter as it would be now to files. Sends nothing. */
@Command(
        name = "preview",
        description = "Writes a user's letter, as it would be now, to DIGEST-USER.html and .txt. Sends nothing.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
    private static final int NO_LETTER = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIGEST", description = "The digest's name.")
    private String digest = "";

    @Parameters(index = "1", paramLabel = "USER", description = "The user's id.")
    private String user = "";

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to write; the current folder if left out.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Installation installation = Installation.of(CommandEnvironment.read().forSending());
        Digest chosen = installation.configuration().digests().require(digest);
        try (ConfigurableApplicationContext context = installation.open()) {
            PrintWriter out = spec.commandLine().getOut();
            return switch (context.getBean(SingleLetters.class).preview(chosen, user)) {
                case Preview.RenderedPreview ready -> write(ready.message(), out);
                case Preview.NoPreview none -> {
                    out.println("No letter: " + none.reason());
                    yield NO_LETTER;
                }
            };
        }
    }

    private int write(Message message, PrintWriter out) throws IOException {
        Files.createDirectories(folder.toAbsolutePath());
        String name = digest + "-" + user.replaceAll("[^A-Za-z0-9._-]", "_");
        Path html = folder.resolve(name + ".html");
        Path text = folder.resolve(name + ".txt");
        Files.writeString(html, message.html());
        Files.writeString(text, message.text());
        out.println("Subject: " + message.subject());
        out.println(html.toAbsolutePath());
        out.println(text.toAbsolutePath());
        return 0;
    }
}

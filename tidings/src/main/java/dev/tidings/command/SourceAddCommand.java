package dev.tidings.command;

import dev.tidings.core.WebUrl;
import dev.tidings.digest.TidingsConfiguration;
import dev.tidings.scraping.SourceDraft;
import dev.tidings.scraping.SourceDrafts;
import dev.tidings.scraping.SourceFolder;
import dev.tidings.scraping.SourcePreview;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings source add URL}: looks at an address, writes a first file for it, and shows what it would find. */
@Command(
        name = "add",
        description = "Looks at an address and writes a first file sources/NAME.yml, disabled, to correct.",
        mixinStandardHelpOptions = true)
final class SourceAddCommand implements Callable<Integer> {
    private static final int NOTHING_FOUND = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "URL", description = "The address of a feed, a list or a calendar.")
    private String address = "";

    @Option(names = "--name", paramLabel = "NAME", description = "The source's name; by default made from the host.")
    private @Nullable String name;

    @Option(names = "--allow-private", hidden = true, description = "Permits private addresses, for tests.")
    private boolean allowPrivate;

    @Override
    public Integer call() throws IOException, InterruptedException {
        WebUrl url = WebUrl.parse(address);
        if (url == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "\"" + address + "\" is not a web address: give one such as https://example.org/calls");
        }
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.of(CommandEnvironment.read().forCommand());
        Path folder = Objects.requireNonNull(installation.settings().config()).resolve(TidingsConfiguration.SOURCES);
        try (ConfigurableApplicationContext context = installation.open()) {
            SourceDraft draft = context.getBean(SourceDrafts.class).draft(url.uri(), allowPrivate);
            draft.remarks().forEach(out::println);
            if (draft.yaml() == null) {
                out.println("No file was written.");
                return NOTHING_FOUND;
            }
            String chosen = name == null ? draft.name() : name;
            Path file = write(folder, chosen, draft.yaml() + (allowPrivate ? "allow-private: true\n" : ""));
            out.println("Wrote " + file + ":");
            out.println();
            out.println(Files.readString(file));
            PreviewPrinter.print(
                    chosen,
                    context.getBean(SourcePreview.class)
                            .of(SourceFolder.read(folder).require(chosen)),
                    out);
            return 0;
        } finally {
            out.flush();
        }
    }

    private Path write(Path folder, String chosen, String yaml) throws IOException {
        if (!chosen.matches(SourceFolder.NAME_PATTERN)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "\"" + chosen + "\" is not a name: use 1 to 40 lower-case letters, digits and dashes");
        }
        Path file = Files.createDirectories(folder).resolve(chosen + ".yml");
        try {
            return Files.writeString(file, yaml, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(
                    spec.commandLine(), file + " exists: choose another name with --name", e, null, null);
        }
    }
}

package dev.tidings.command;

import dev.tidings.Tidings;
import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.digest.TidingsConfiguration;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.scraping.SourceFolder;
import dev.tidings.settings.Role;
import dev.tidings.settings.Settings;
import dev.tidings.yaml.ConfigurationErrors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.aot.AotDetector;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;

/** The program on one installation's settings and configuration, ready to be started for a command. */
record Installation(Settings settings, TidingsConfiguration configuration) {
    /** A service's log is read by machines first: one JSON object a line. */
    private static final Map<String, Object> JSON_LOG = Map.of("logging.structured.format.console", "logstash");

    /** A command at the terminal says what it has to say itself. */
    private static final Map<String, Object> WARNINGS_ONLY = Map.of("logging.level.root", "warn");

    /** @throws dev.tidings.yaml.ConfigurationErrors if the configuration folder has mistakes */
    static Installation of(Settings settings) {
        Path folder = Objects.requireNonNull(settings.config(), "the settings were read for a command that needs them");
        return new Installation(settings, read(folder));
    }

    /** Sources are read where they are needed; here, so that their mistakes are told with all others. */
    private static TidingsConfiguration read(Path folder) {
        List<String> mistakes = new ArrayList<>();
        TidingsConfiguration configuration = null;
        try {
            configuration = ConfigurationFolder.read(folder);
        } catch (ConfigurationErrors e) {
            mistakes.addAll(e.lines());
        }
        try {
            SourceFolder.read(folder.resolve(TidingsConfiguration.SOURCES));
        } catch (ConfigurationErrors e) {
            mistakes.addAll(e.lines());
        }
        if (configuration == null || !mistakes.isEmpty()) {
            throw new ConfigurationErrors(mistakes);
        }
        return configuration;
    }

    /** With its web pages and, as the settings say, its clock; its log tells what happens. */
    ConfigurableApplicationContext serve() {
        return serving().properties(JSON_LOG).run();
    }

    /** As {@link #serve}, with a log of nothing but trouble. */
    ConfigurableApplicationContext serveQuietly() {
        return serving().properties(WARNINGS_ONLY).run();
    }

    private SpringApplicationBuilder serving() {
        enableAot();
        boolean clock = Objects.requireNonNullElse(
                settings.scheduler(), configuration.installation().scheduler());
        boolean work = settings.roles().contains(Role.WORKER);
        return program(new NodeRoles(clock && work, work))
                .main(Tidings.class)
                .properties(Map.of("server.port", settings.port()));
    }

    /**
     * What the build found out about a service need not be found out at every start; commands at the terminal need
     * less.
     */
    private static void enableAot() {
        boolean wired = ClassUtils.isPresent(Tidings.class.getName() + "__ApplicationContextInitializer", null);
        if (wired && SpringProperties.checkFlag(AotDetector.AOT_ENABLED) == null) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
    }

    /** Without web pages and work. */
    ConfigurableApplicationContext open() {
        return terminal(new NodeRoles(false, false));
    }

    /** Without web pages and clock, but doing the work that is there. */
    ConfigurableApplicationContext openWorker() {
        return terminal(new NodeRoles(false, true));
    }

    /** What is not asked for is not made. */
    private ConfigurableApplicationContext terminal(NodeRoles duties) {
        return program(duties)
                .properties(WARNINGS_ONLY)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .run();
    }

    private SpringApplicationBuilder program(NodeRoles duties) {
        return new SpringApplicationBuilder(Tidings.class).initializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(Settings.class, () -> settings);
            beans.registerBean(TidingsConfiguration.class, () -> configuration);
            beans.registerBean(NodeRoles.class, () -> duties);
        });
    }
}

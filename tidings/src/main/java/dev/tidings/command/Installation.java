package dev.tidings.command;

import dev.tidings.Tidings;
import dev.tidings.core.Secret;
import dev.tidings.database.DataFolder;
import dev.tidings.database.ScratchDatabase;
import dev.tidings.digest.ConfigurationFolder;
import dev.tidings.digest.TidingsConfiguration;
import dev.tidings.digest.UnsetVariables;
import dev.tidings.schedule.NodeRoles;
import dev.tidings.scraping.SourceFolder;
import dev.tidings.settings.Role;
import dev.tidings.settings.Settings;
import dev.tidings.simulation.Simulation;
import dev.tidings.yaml.ConfigurationErrors;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
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

/** The program with one installation's settings and configuration, ready to start for a command. */
record Installation(Settings settings, TidingsConfiguration configuration) {
    /** A service logs one JSON object per line, for machines, and the port on which it listens. */
    private static final Map<String, Object> JSON_LOG = Map.of(
            "logging.structured.format.console", "logstash", "logging.level.org.springframework.boot.tomcat", "info");

    /** A command at the terminal prints its own messages. */
    private static final Map<String, Object> WARNINGS_ONLY = Map.of("logging.level.root", "warn");

    /** @throws dev.tidings.yaml.ConfigurationErrors if the configuration folder has errors */
    static Installation of(Settings settings) {
        return new Installation(settings, read(settings, UnsetVariables.NONE, List.of()));
    }

    /**
     * As {@link #of}, for a command that delivers.
     *
     * @throws dev.tidings.yaml.ConfigurationErrors also for what settings and configuration lack together
     */
    static Installation delivering(Settings settings) {
        TidingsConfiguration configuration =
                read(settings, DeliveryConditions.unset(settings), DeliveryConditions.smtpErrors(settings));
        List<String> errors = DeliveryConditions.linkErrors(settings, configuration);
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
        return new Installation(settings, configuration);
    }

    /** Reads the configuration. Sources are read here, too, to report their errors together with all others. */
    private static TidingsConfiguration read(Settings settings, UnsetVariables unset, List<String> otherErrors) {
        Path folder = Objects.requireNonNull(
                settings.config(), "the settings were read for a command that requires a configuration");
        List<String> errors = new ArrayList<>(otherErrors);
        TidingsConfiguration configuration = null;
        try {
            configuration = ConfigurationFolder.read(folder, unset);
        } catch (ConfigurationErrors e) {
            errors.addAll(e.lines());
        }
        try {
            SourceFolder.read(folder.resolve(TidingsConfiguration.SOURCES));
        } catch (ConfigurationErrors e) {
            errors.addAll(e.lines());
        }
        if (configuration == null || !errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
        return configuration;
    }

    /** Starts the program with web pages and, by the settings, its scheduler. Logs everything. */
    ConfigurableApplicationContext serve() {
        return serving(JSON_LOG).run();
    }

    /** As {@link #serve}, but logs warnings only. */
    ConfigurableApplicationContext serveQuietly() {
        return serving(WARNINGS_ONLY).run();
    }

    private SpringApplicationBuilder serving(Map<String, Object> log) {
        enableAot();
        boolean clock = opensOnSchedule();
        boolean work = settings.roles().contains(Role.WORKER);
        Map<String, Object> properties = new HashMap<>(log);
        properties.put("server.port", settings.port());
        return program(new NodeRoles(clock && work, work), properties).main(Tidings.class);
    }

    /** Whether the settings, or else the configuration, let nodes open editions on schedule. */
    boolean opensOnSchedule() {
        return Objects.requireNonNullElse(
                settings.scheduler(), configuration.installation().scheduler());
    }

    /**
     * Enables Spring's ahead-of-time code, if the build generated it. It starts a service faster; terminal commands
     * create fewer beans and do without it.
     */
    private static void enableAot() {
        boolean generated = ClassUtils.isPresent(Tidings.class.getName() + "__ApplicationContextInitializer", null);
        if (generated && SpringProperties.checkFlag(AotDetector.AOT_ENABLED) == null) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
    }

    /** Starts the program without web pages and scheduled work. */
    ConfigurableApplicationContext open() {
        return terminal(new NodeRoles(false, false));
    }

    /** Starts the program without web pages and schedule, but with a worker. */
    ConfigurableApplicationContext openWorker() {
        return terminal(new NodeRoles(false, true));
    }

    /** Starts the program for a simulation on a copy of the database. */
    ConfigurableApplicationContext openOnCopy(ScratchDatabase copy) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Settings onCopy = settings.onCopy(
                copy.url(), copy.folder(), new Secret(HexFormat.of().formatHex(random)));
        return new Installation(onCopy, configuration)
                .terminalProgram(new NodeRoles(false, false))
                .initializers(context -> Simulation.register((GenericApplicationContext) context))
                .run();
    }

    /** Starts the program for a terminal command. Beans are created on first use. */
    private ConfigurableApplicationContext terminal(NodeRoles nodeRoles) {
        return terminalProgram(nodeRoles).run();
    }

    private SpringApplicationBuilder terminalProgram(NodeRoles nodeRoles) {
        return program(nodeRoles, WARNINGS_ONLY).web(WebApplicationType.NONE).lazyInitialization(true);
    }

    private SpringApplicationBuilder program(NodeRoles nodeRoles, Map<String, Object> properties) {
        return new SpringApplicationBuilder(Tidings.class)
                .environment(new ProgramEnvironment(properties))
                .initializers(context -> {
                    DataFolder.protect(settings.data());
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(TidingsConfiguration.class, () -> configuration);
                    beans.registerBean(NodeRoles.class, () -> nodeRoles);
                });
    }
}

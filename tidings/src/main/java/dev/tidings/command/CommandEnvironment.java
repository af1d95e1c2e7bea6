package dev.tidings.command;

import dev.tidings.settings.EnvironmentReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment variables of commands. If they name no configuration, the demo's is used if it exists. */
final class CommandEnvironment {
    private CommandEnvironment() {}

    static EnvironmentReader read() {
        return new EnvironmentReader(variables(System.getenv()));
    }

    static Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        Path data = Path.of(environment.getOrDefault("TIDINGS_DATA", "data"));
        if (!environment.containsKey("TIDINGS_CONFIG") && DemoEnvironment.exists(data)) {
            DemoEnvironment.read(data).forEach(variables::putIfAbsent);
        }
        return variables;
    }
}

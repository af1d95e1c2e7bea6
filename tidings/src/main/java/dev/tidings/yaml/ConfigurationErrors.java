package dev.tidings.yaml;

import java.util.List;

/** The errors in the configuration files, one line each: {@code file:line: key is ...: what to do}. */
public final class ConfigurationErrors extends RuntimeException {
    private final List<String> lines;

    public ConfigurationErrors(List<String> lines) {
        super(String.join(System.lineSeparator(), lines));
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}

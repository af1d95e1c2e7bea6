package dev.tidings.settings;

import java.util.List;

/** Thrown for missing and invalid environment variables. The message has one line for each. */
public final class SettingsErrors extends RuntimeException {
    private final List<String> lines;

    public SettingsErrors(List<String> lines) {
        super(String.join(System.lineSeparator(), lines));
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}

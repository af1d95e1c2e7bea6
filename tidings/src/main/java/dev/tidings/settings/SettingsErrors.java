package dev.tidings.settings;

import java.util.List;

/** What the environment lacks or has wrong; one line each. */
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

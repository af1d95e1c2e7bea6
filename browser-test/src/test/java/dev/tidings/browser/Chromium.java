package dev.tidings.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The Chromium, Chrome or Edge of this machine, driven by Playwright. */
final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright = Playwright.create();
    private final Browser browser;

    Chromium() {
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(FLAGS));
    }

    Browser browser() {
        return browser;
    }

    /** The value of {@code CHROMIUM}, which {@code bin/test} sets; otherwise the result of {@code bin/chromium}. */
    private static Path executable() {
        String given = System.getenv("CHROMIUM");
        return Path.of(given == null || given.isBlank() ? found() : given);
    }

    private static String found() {
        try {
            Process finder = new ProcessBuilder("../bin/chromium")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(finder.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (finder.waitFor() != 0) {
                throw new IllegalStateException(answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("bin/chromium did not start: set CHROMIUM to a browser's executable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while bin/chromium looked for a browser", e);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

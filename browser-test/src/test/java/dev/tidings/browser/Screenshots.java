package dev.tidings.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pictures of a page in light, in the dark and on a phone, each held against the rules of accessibility (WCAG 2.2 AA). */
final class Screenshots {
    private static final Path FOLDER = Path.of("target", "screenshots");
    private static final int MAX_HEIGHT = 1400;
    private static final int REPAINT_MILLIS = 400;
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private enum ScreenVariant {
        LIGHT(1080, 780, ColorScheme.LIGHT),
        DARK(1080, 780, ColorScheme.DARK),
        PHONE(360, 740, ColorScheme.LIGHT);

        final int width;
        final int height;
        final ColorScheme scheme;

        ScreenVariant(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    private Screenshots() {}

    /** Takes the pictures and returns what is wrong with the page, one line each. */
    static List<String> take(Page page, String name) {
        List<String> wrong = new ArrayList<>();
        for (ScreenVariant look : ScreenVariant.values()) {
            wrong.addAll(take(page, name, look));
        }
        return wrong;
    }

    private static List<String> take(Page page, String name, ScreenVariant look) {
        page.setViewportSize(look.width, look.height);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(look.scheme).setReducedMotion(ReducedMotion.REDUCE));
        int tall = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
        int wide = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        String file = "console-" + name + "-" + look.name().toLowerCase(Locale.ROOT) + ".png";
        if (page.frames().size() > 1) {
            page.waitForTimeout(REPAINT_MILLIS); // what stands in a frame is painted by a process of its own
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(file))
                .setFullPage(true)
                .setClip(0, 0, look.width, Math.min(MAX_HEIGHT, tall)));
        List<String> wrong = new ArrayList<>(violations(page, file));
        if (wide > look.width) {
            wrong.add(file + ": is " + wide + " px wide, and the screen " + look.width);
        }
        return wrong;
    }

    private static List<String> violations(Page page, String file) {
        AxeResults results =
                new AxeBuilder(page).withTags(RULES).exclude("iframe").analyze();
        return results.getViolations().stream()
                .map(rule -> file + ": " + rule.getHelp() + ": "
                        + rule.getNodes().stream().map(CheckedNode::getHtml).collect(Collectors.joining(" | ")))
                .toList();
    }
}

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

/** Takes screenshots of a page in light mode, in dark mode and on a phone, and checks each against WCAG 2.2 AA. */
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

    private static final String NAVIGATION_ROWS =
            "new Set([...document.querySelectorAll('.bar nav:not(.section) a')].map(link => link.offsetTop)).size";

    private Screenshots() {}

    /** Takes the screenshots and returns the defects of the page, one line each. */
    static List<String> take(Page page, String name) {
        List<String> defects = new ArrayList<>();
        for (ScreenVariant variant : ScreenVariant.values()) {
            defects.addAll(take(page, name, variant));
        }
        return defects;
    }

    private static List<String> take(Page page, String name, ScreenVariant variant) {
        page.setViewportSize(variant.width, variant.height);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(variant.scheme).setReducedMotion(ReducedMotion.REDUCE));
        int pageHeight = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
        int pageWidth = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        String file = "console-" + name + "-" + variant.name().toLowerCase(Locale.ROOT) + ".png";
        if (page.frames().size() > 1) {
            page.waitForTimeout(REPAINT_MILLIS); // another process of the browser paints the frame
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(file))
                .setFullPage(true)
                .setClip(0, 0, variant.width, Math.min(MAX_HEIGHT, pageHeight)));
        List<String> defects = new ArrayList<>(violations(page, file));
        if (pageWidth > variant.width) {
            defects.add(file + ": is " + pageWidth + " px wide; the screen has " + variant.width + " px");
        }
        if (((Number) page.evaluate(NAVIGATION_ROWS)).intValue() > 1) {
            defects.add(file + ": the main navigation takes more than one row");
        }
        return defects;
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

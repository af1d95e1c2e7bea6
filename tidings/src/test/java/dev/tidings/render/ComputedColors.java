package dev.tidings.render;

import dev.tidings.core.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The colors of a letter's elements, computed from inline styles and, in dark mode, from its dark rules. */
final class ComputedColors {
    private static final Pattern DARK = Pattern.compile("prefers-color-scheme:dark\\)\\{(.*?)\\n}", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^}]*)}");
    private static final Pattern COLOR = Pattern.compile("(?<![a-z-])color: ?(#[0-9a-f]{6})");
    private static final Pattern BACKGROUND = Pattern.compile("background(?:-color)?: ?(#[0-9a-f]{6})");

    private final Map<Element, String> colors = new HashMap<>();
    private final Map<Element, String> backgrounds = new HashMap<>();

    private ComputedColors() {}

    static ComputedColors light(Document letter) {
        ComputedColors colors = new ComputedColors();
        for (Element element : letter.getAllElements()) {
            colors.put(element, element.attr("style"));
            if (element.hasAttr("bgcolor")) {
                colors.backgrounds.put(element, element.attr("bgcolor"));
            }
        }
        return colors;
    }

    static ComputedColors dark(Document letter) {
        ComputedColors colors = light(letter);
        Matcher dark =
                DARK.matcher(letter.select("style").stream().map(Element::data).reduce("", String::concat));
        if (!dark.find()) {
            throw new AssertionError("The letter has no dark styles");
        }
        for (Matcher rule = RULE.matcher(dark.group(1)); rule.find(); ) {
            letter.select(rule.group(1).strip()).forEach(element -> colors.put(element, rule.group(2)));
        }
        return colors;
    }

    private void put(Element element, String style) {
        put(colors, element, COLOR.matcher(style));
        put(backgrounds, element, BACKGROUND.matcher(style));
    }

    private static void put(Map<Element, String> colorByElement, Element element, Matcher matcher) {
        if (matcher.find()) {
            colorByElement.put(element, matcher.group(1));
        }
    }

    /** Contrast of the element's text with its background. */
    double textContrast(Element element) {
        return contrast(inherited(colors, element), inherited(backgrounds, element));
    }

    /** Contrast of the element's background with the background around it. */
    double backgroundContrast(Element element) {
        return contrast(backgrounds.get(element), inherited(backgrounds, element.parent()));
    }

    private static double contrast(@Nullable String one, @Nullable String other) {
        return Color.parse(String.valueOf(one)).contrastWith(Color.parse(String.valueOf(other)));
    }

    private static @Nullable String inherited(Map<Element, String> colorByElement, @Nullable Element element) {
        for (Element e = element; e != null; e = e.parent()) {
            if (colorByElement.containsKey(e)) {
                return colorByElement.get(e);
            }
        }
        return null;
    }

    /** Visible elements that contain text directly. */
    static List<Element> visibleTexts(Document letter) {
        return letter.body().getAllElements().stream()
                .filter(element ->
                        !element.ownText().isBlank() && !element.attr("style").contains("display:none"))
                .toList();
    }
}

package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.render.SampleWeek.SampleMetric;
import java.net.URI;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements of mail clients and assistive technology on the letter's HTML. */
class LetterMarkupTest {
    private final Message message = new SampleLetters().good();
    private final Document letter = Jsoup.parse(message.html());

    @Test
    void preheaderIsTheFirstTextOfTheBody() {
        assertThat(letter.body().child(0).text()).isEqualTo("Sessions up 12%, best day Thursday");
        assertThat(letter.title()).isEqualTo(message.subject());
    }

    @Test
    void partsAreInReadingOrder() {
        assertThat(letter.expectFirst("div[role=article]").text())
                .containsSubsequence(
                        "Living Lytics",
                        "Nov 9 – 15, 2026",
                        "A good week: conversions grew by a third, mostly on Thursday.",
                        "Sessions 5,684 ▲ 12% vs last week",
                        "Conversions 64 ▲ 33% vs last week",
                        "Reach 74,435 ▼ 4% vs last week",
                        "Engagement 2,190 same as last week",
                        "Best day: Thursday, November 12, with 1,024 sessions.",
                        "Open your dashboard",
                        "account acme-42",
                        "Unsubscribe",
                        "Preferences",
                        "Living Lytics, 100 Market Street, San Francisco, CA 94105, USA");
    }

    @Test
    void linksHaveTheConfiguredTargets() {
        assertThat(letter.select("a").eachAttr("href"))
                .containsExactly(
                        "https://livinglytics.com/dashboard",
                        "https://api.livinglytics.com/v1/digest/unsubscribe?token=u.weekly.user-7",
                        "https://api.livinglytics.com/preferences?token=p.weekly.user-7");
    }

    @Test
    void rootAndBodyDeclareLanguageAndDirection() {
        for (Element element : List.of(letter.expectFirst("html"), letter.expectFirst("body > div[role=article]"))) {
            assertThat(element.attr("lang")).isEqualTo("en");
            assertThat(element.attr("dir")).isEqualTo("ltr");
        }
    }

    @Test
    void tablesHaveRoles() {
        assertThat(letter.select("table").eachAttr("role")).hasSameSizeAs(letter.select("table"));
        assertThat(letter.select("table[role=img]"))
                .allMatch(table -> !table.attr("aria-label").isBlank());
        assertThat(letter.select("table:not([role=img])").eachAttr("role")).containsOnly("presentation");
    }

    @Test
    void headlineIsTheOnlyHeading() {
        assertThat(letter.select("h1, h2, h3, h4").eachText())
                .containsExactly("A good week: conversions grew by a third, mostly on Thursday.");
    }

    @Test
    void barsHaveATextAlternative() {
        assertThat(letter.expectFirst("table[role=img]").attr("aria-label"))
                .isEqualTo("Sessions: Monday 812, Tuesday 900, Wednesday 741, Thursday 1,024, Friday 897, "
                        + "Saturday 650, Sunday 660");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyMetricHasSevenBarsAndItsBestDay(int metrics) {
        Message message = new SampleLetters().render(SampleWeek.of(metrics).content());
        Document letter = Jsoup.parse(message.html());

        assertThat(letter.select("table[role=img]")).hasSize(metrics).allSatisfy(bars -> {
            assertThat(bars.select("td.bar"))
                    .hasSize(7)
                    .allMatch(bar -> bar.attr("bgcolor").matches("#[0-9a-f]{6}"));
            assertThat(bars.select("td.best"))
                    .hasSize(1)
                    .allMatch(best -> best.attr("height").equals("40"));
        });
        assertThat(message.html().length()).isLessThan(60_000);
        assertThat(message.text().lines().filter(line -> line.matches("[▁▂▃▅▇]{7}  .*")))
                .hasSize(metrics);
    }

    @Test
    void weekOfZerosHasEmptyBarsAndNoBestDay() {
        SampleWeek week =
                new SampleWeek("A quiet week.", List.of(SampleMetric.of("Sessions", "", 0, 0, 0, 0, 0, 0, 0, 0)));

        Document letter = Jsoup.parse(new SampleLetters().render(week.content()).html());

        assertThat(letter.select("td.bar").eachAttr("height")).containsOnly("0").hasSize(7);
        assertThat(letter.select("td.best")).isEmpty();
        assertThat(letter.text()).doesNotContain("Best day");
    }

    @Test
    void newMetricHasNoArrow() {
        SampleWeek week = new SampleWeek("Hello.", List.of(SampleMetric.of("Sessions", "", null, 1, 2, 3, 4, 5, 6, 7)));

        Message message = new SampleLetters().render(week.content());

        assertThat(Jsoup.parse(message.html()).text()).contains("28 new this week");
        assertThat(message.text()).contains("Sessions: 28 (new this week)");
    }

    @Test
    void unitFollowsTheNumber() {
        SampleWeek week = new SampleWeek("Hello.", List.of(SampleMetric.of("Distance", "km", 5, 1, 2, 3, 4, 5, 6, 7)));

        Message message = new SampleLetters().render(week.content());

        assertThat(Jsoup.parse(message.html()).text())
                .contains("28 km ▲ 5% vs last week")
                .contains("Best day: Sunday, November 15, with 7 km (distance).");
        assertThat(message.text()).contains("Distance: 28 km (▲ 5% vs last week)");
    }

    @Test
    void logoHasAnAlternativeText() {
        URI logo = URI.create("https://livinglytics.com/logo.png");
        SampleDigest digest = SampleDigest.WEEKLY.withBrand(SampleDigest.brand("Living Lytics", "#0f766e", logo));

        Document letter = Jsoup.parse(new SampleLetters(digest).good().html());

        assertThat(letter.select("img").eachAttr("src")).containsExactly(logo.toString());
        assertThat(letter.select("img").eachAttr("alt")).containsExactly("Living Lytics");
    }

    @Test
    void letterLoadsNoExternalResources() {
        assertThat(letter.select("img, link, script, iframe, svg, object, video, [background]"))
                .isEmpty();
        assertThat(message.html()).doesNotContain("@import", "url(", "data:", "javascript:");
    }

    @Test
    void stylesAreSupportedByMailClients() {
        String styles = letter.select("style").stream().map(Element::data).reduce("", String::concat);

        assertThat(styles.length()).isLessThan(16_000);
        assertThat(message.html()).doesNotContainPattern("(display: ?(flex|grid))|var\\(|gradient|box-shadow");
        assertThat(message.html().lines()).allMatch(line -> line.length() < 998);
    }

    @Test
    void letterDeclaresDarkMode() {
        assertThat(letter.select("meta[name=color-scheme]").attr("content")).isEqualTo("light dark");
        assertThat(letter.select("meta[name=supported-color-schemes]").attr("content"))
                .isEqualTo("light dark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#3b5bdb", "#0f766e", "#ffd400", "#000000", "#ffffff", "#777777", "#ff00ff", "#8b0000"})
    void textAndBarsHaveEnoughContrast(String accent) {
        SampleDigest digest = SampleDigest.WEEKLY.withBrand(SampleDigest.brand("Living Lytics", accent, null));
        Document letter = Jsoup.parse(new SampleLetters(digest).good().html());

        for (ComputedColors colors : List.of(ComputedColors.light(letter), ComputedColors.dark(letter))) {
            assertThat(ComputedColors.visibleTexts(letter))
                    .hasSizeGreaterThan(40)
                    .allSatisfy(text -> assertThat(colors.textContrast(text))
                            .as(text.ownText())
                            .isGreaterThanOrEqualTo(4.5));
            assertThat(letter.select("td.bar"))
                    .hasSize(28)
                    .allSatisfy(
                            bar -> assertThat(colors.backgroundContrast(bar)).isGreaterThanOrEqualTo(3));
            assertThat(letter.select("td.best"))
                    .hasSize(4)
                    .allSatisfy(
                            bar -> assertThat(colors.backgroundContrast(bar)).isGreaterThanOrEqualTo(4.5));
        }
    }
}

package dev.tidings.console;

import dev.tidings.audience.Audience;
import dev.tidings.console.BotView.Week;
import dev.tidings.content.recommendation.Bot;
import dev.tidings.content.recommendation.Bot.Weight;
import dev.tidings.content.recommendation.ModelVersion;
import dev.tidings.content.recommendation.WeekOfPicks;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The bot: what it learned, how it does, and which of its versions picks. */
@Controller
@RequestMapping("/console/bot")
class BotPages {
    private static final int WEEKS = 26;
    private static final String PATH = "/console/bot";

    private final Pages pages;
    private final Bot bot;
    private final DigestCatalog catalog;
    private final Audience audience;

    BotPages(Pages pages, Bot bot, DigestCatalog catalog, Audience audience) {
        this.pages = pages;
        this.bot = bot;
        this.catalog = catalog;
        this.audience = audience;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String bot(Visit visit) {
        return pages.render(
                "bot",
                visit,
                new BotView(
                        bot.live(),
                        learned(),
                        weeks(),
                        bot.versions(),
                        bot.previous().isPresent()));
    }

    private List<Bar> learned() {
        List<Weight> weights = bot.learned().stream()
                .filter(weight -> !weight.feature().equals("bias"))
                .sorted(Comparator.comparingDouble(weight -> -Math.abs(weight.learned())))
                .toList();
        double scale = weights.stream()
                .mapToDouble(weight -> Math.max(Math.abs(weight.learned()), Math.abs(weight.prior())))
                .max()
                .orElse(0);
        return weights.stream()
                .map(weight -> new Bar(BotWords.feature(weight.feature()), weight.learned(), weight.prior(), scale))
                .toList();
    }

    private List<Week> weeks() {
        List<WeekOfPicks> weeks = bot.quality(WEEKS);
        double best = weeks.stream().mapToDouble(WeekOfPicks::perLetter).max().orElse(0);
        return weeks.stream()
                .map(week -> new Week(
                        week,
                        catalog.find(week.digest()).map(Digest::title).orElse(week.digest()),
                        best == 0 ? 0 : (int) Math.round(1000 * week.perLetter() / best)))
                .toList();
    }

    @GetMapping(path = "/versions/{id}/promote", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToPromote(Visit visit, @PathVariable long id) {
        return pages.render("version", visit, question(bot.require(id), false));
    }

    @PostMapping("/versions/{id}/promote")
    String promote(@PathVariable long id, @RequestParam long live) {
        requireLive(live);
        bot.promote(id);
        return "redirect:" + PATH;
    }

    @GetMapping(path = "/roll-back", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToRollBack(Visit visit) {
        ModelVersion previous =
                bot.previous().orElseThrow(() -> new NotNow("No version was live before this one", PATH));
        return pages.render("version", visit, question(previous, true));
    }

    @PostMapping("/roll-back")
    String rollBack(@RequestParam long live) {
        requireLive(live);
        bot.rollBack();
        return "redirect:" + PATH;
    }

    private VersionQuestion question(ModelVersion next, boolean back) {
        return new VersionQuestion(next, bot.live(), back, readers());
    }

    private Map<String, Long> readers() {
        Map<String, Long> readers = new LinkedHashMap<>();
        catalog.all().stream()
                .filter(Pages::recommends)
                .forEach(digest -> readers.put(digest.title(), audience.count(digest)));
        return readers;
    }

    /** What was agreed to was agreed to while that version was live. */
    private void requireLive(long agreed) {
        long live = bot.live().id();
        if (live != agreed) {
            throw new NotNow(
                    "Meanwhile version " + live + " went live in place of version " + agreed
                            + ", and nothing was changed. Look at the versions again",
                    PATH);
        }
    }
}

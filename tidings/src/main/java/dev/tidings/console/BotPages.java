package dev.tidings.console;

import dev.tidings.audience.Audience;
import dev.tidings.audience.AudienceSize;
import dev.tidings.console.BotView.PickWeek;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.recommender.ModelVersion;
import dev.tidings.recommender.RecommenderAdmin;
import dev.tidings.recommender.RecommenderAdmin.LearnedWeight;
import dev.tidings.recommender.WeeklyPickQuality;
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

/** Pages of the bot: learned weights, quality, and model versions. */
@Controller
@RequestMapping("/console/bot")
class BotPages {
    private static final int WEEKS = 26;
    private static final String PATH = "/console/bot";

    private final PageRenderer pages;
    private final RecommenderAdmin bot;
    private final DigestCatalog catalog;
    private final Audience audience;

    BotPages(PageRenderer pages, RecommenderAdmin bot, DigestCatalog catalog, Audience audience) {
        this.pages = pages;
        this.bot = bot;
        this.catalog = catalog;
        this.audience = audience;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String bot(PageContext context) {
        return pages.render(
                "bot",
                context,
                new BotView(
                        bot.live(),
                        learnedBars(),
                        weeks(),
                        bot.versions(),
                        bot.previous().isPresent()));
    }

    private List<DivergingBar> learnedBars() {
        List<LearnedWeight> weights = bot.learnedWeights().stream()
                .filter(weight -> !weight.feature().equals("bias"))
                .sorted(Comparator.comparingDouble(weight -> -Math.abs(weight.learned())))
                .toList();
        double scale = weights.stream()
                .mapToDouble(weight -> Math.max(Math.abs(weight.learned()), Math.abs(weight.prior())))
                .max()
                .orElse(0);
        return weights.stream()
                .map(weight ->
                        new DivergingBar(BotText.feature(weight.feature()), weight.learned(), weight.prior(), scale))
                .toList();
    }

    private List<PickWeek> weeks() {
        List<WeeklyPickQuality> weeks = bot.weeklyQuality(WEEKS);
        double best = weeks.stream()
                .mapToDouble(WeeklyPickQuality::likedPerLetter)
                .max()
                .orElse(0);
        return weeks.stream()
                .map(week -> new PickWeek(
                        week,
                        catalog.find(week.digest()).map(Digest::title).orElse(week.digest()),
                        best == 0 ? 0 : (int) Math.round(1000 * week.likedPerLetter() / best)))
                .toList();
    }

    @GetMapping(path = "/versions/{id}/promote", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToPromote(PageContext context, @PathVariable long id) {
        return pages.render("promotion", context, question(bot.require(id), false));
    }

    @PostMapping("/versions/{id}/promote")
    String promote(@PathVariable long id, @RequestParam long live) {
        requireLive(live);
        bot.promote(id);
        return "redirect:" + PATH;
    }

    @GetMapping(path = "/roll-back", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToRollBack(PageContext context) {
        ModelVersion previous =
                bot.previous().orElseThrow(() -> new ConflictResponse("No version was live before this one", PATH));
        return pages.render("promotion", context, question(previous, true));
    }

    @PostMapping("/roll-back")
    String rollBack(@RequestParam long live) {
        requireLive(live);
        bot.rollBack();
        return "redirect:" + PATH;
    }

    private PromotionView question(ModelVersion next, boolean back) {
        return new PromotionView(next, bot.live(), back, readers());
    }

    private Map<String, AudienceSize> readers() {
        Map<String, AudienceSize> readers = new LinkedHashMap<>();
        catalog.all().stream()
                .filter(PageRenderer::recommends)
                .forEach(digest -> readers.put(digest.title(), audience.size(digest)));
        return readers;
    }

    /** Refuses a form that was confirmed while another version was live. */
    private void requireLive(long expected) {
        long live = bot.live().id();
        if (live != expected) {
            throw new ConflictResponse(
                    "Meanwhile version " + live + " went live in place of version " + expected
                            + ", and nothing was changed. Look at the versions again",
                    PATH);
        }
    }
}

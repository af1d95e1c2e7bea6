package dev.tidings.console;

import dev.tidings.audience.UnknownUser;
import dev.tidings.audience.Users;
import dev.tidings.console.PickExplanationView.ExplainedPick;
import dev.tidings.opportunities.FeedbackEvent;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.opportunities.FeedbackEvents;
import dev.tidings.recommender.PickExplanation;
import dev.tidings.recommender.RecommenderAdmin;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages of one user's bot: why it picked its opportunities, and its reset. */
@Controller
@RequestMapping("/console/bot")
class PickExplanationPages {
    private static final int BARS = 6;
    private static final int MAX_REACTIONS = 1000;
    private static final Set<FeedbackKind> TRAINING_KINDS = EnumSet.of(
            FeedbackKind.CLICKED, FeedbackKind.SAVED, FeedbackKind.APPLIED, FeedbackKind.DISMISSED, FeedbackKind.RATED);

    private final PageRenderer pages;
    private final RecommenderAdmin bot;
    private final Users users;
    private final FeedbackEvents feedbackEvents;

    PickExplanationPages(PageRenderer pages, RecommenderAdmin bot, Users users, FeedbackEvents feedbackEvents) {
        this.pages = pages;
        this.bot = bot;
        this.users = users;
        this.feedbackEvents = feedbackEvents;
    }

    @GetMapping(path = "/why", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String why(PageContext context, @RequestParam(required = false) @Nullable String id) {
        String userId = ConsoleText.blankToNull(id);
        if (userId == null) {
            return pages.render("pick-explanation", context, new PickExplanationView(null, List.of(), null));
        }
        require(userId);
        return pages.render(
                "pick-explanation",
                context,
                new PickExplanationView(
                        userId, picks(userId), bot.resetAt(userId).orElse(null)));
    }

    private List<ExplainedPick> picks(String userId) {
        List<PickExplanation> picks = bot.explain(userId);
        double scale = picks.stream()
                .flatMap(pick -> pick.contributions().entrySet().stream())
                .filter(part -> !part.getKey().equals("bias"))
                .mapToDouble(part -> Math.abs(part.getValue()))
                .max()
                .orElse(0);
        return picks.stream()
                .map(pick -> new ExplainedPick(pick, DivergingBar.largest(pick.contributions(), BARS, scale)))
                .toList();
    }

    @GetMapping(path = "/reset", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToReset(PageContext context, @RequestParam String id) {
        require(id);
        long reactions = feedbackEvents.listOfUser(id, MAX_REACTIONS).stream()
                .filter(PickExplanationPages::isTraining)
                .count();
        return pages.render("bot-reset", context, new BotResetView(id, (int) reactions, MAX_REACTIONS));
    }

    private static boolean isTraining(FeedbackEvent feedback) {
        return !feedback.machine() && TRAINING_KINDS.contains(feedback.kind());
    }

    @PostMapping("/reset")
    String reset(@RequestParam String id) {
        if (!bot.reset(id)) {
            throw new UnknownUser(id);
        }
        return "redirect:" + ConsoleUrls.why(id);
    }

    private void require(String id) {
        if (users.find(id).isEmpty()) {
            throw new UnknownUser(id);
        }
    }
}

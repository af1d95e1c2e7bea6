package dev.tidings.console;

import dev.tidings.audience.Users;
import dev.tidings.console.WhyView.Picked;
import dev.tidings.content.recommendation.Bot;
import dev.tidings.content.recommendation.Feedback;
import dev.tidings.content.recommendation.Feedback.Kind;
import dev.tidings.content.recommendation.Feedbacks;
import dev.tidings.content.recommendation.WhyPicked;
import dev.tidings.edition.UnknownUser;
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

/** One user's bot: why it picked what it picked, and how it begins anew. */
@Controller
@RequestMapping("/console/bot")
class WhyPages {
    private static final int BARS = 6;
    private static final int MOST = 1000;
    private static final Set<Kind> TEACHING =
            EnumSet.of(Kind.CLICKED, Kind.SAVED, Kind.APPLIED, Kind.DISMISSED, Kind.RATED);

    private final Pages pages;
    private final Bot bot;
    private final Users users;
    private final Feedbacks feedbacks;

    WhyPages(Pages pages, Bot bot, Users users, Feedbacks feedbacks) {
        this.pages = pages;
        this.bot = bot;
        this.users = users;
        this.feedbacks = feedbacks;
    }

    @GetMapping(path = "/why", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String why(Visit visit, @RequestParam(required = false) @Nullable String id) {
        String wanted = Words.blankToNull(id);
        if (wanted == null) {
            return pages.render("why", visit, new WhyView(null, List.of(), null));
        }
        require(wanted);
        return pages.render(
                "why",
                visit,
                new WhyView(wanted, picks(wanted), bot.resetAt(wanted).orElse(null)));
    }

    private List<Picked> picks(String userId) {
        List<WhyPicked> picks = bot.why(userId);
        double scale = picks.stream()
                .flatMap(pick -> pick.contributions().entrySet().stream())
                .filter(part -> !part.getKey().equals("bias"))
                .mapToDouble(part -> Math.abs(part.getValue()))
                .max()
                .orElse(0);
        return picks.stream()
                .map(pick -> new Picked(pick, Bar.most(pick.contributions(), BARS, scale)))
                .toList();
    }

    @GetMapping(path = "/reset", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String askToReset(Visit visit, @RequestParam String id) {
        require(id);
        long reactions =
                feedbacks.ofUser(id, MOST).stream().filter(WhyPages::teaches).count();
        return pages.render("reset", visit, new ResetView(id, (int) reactions, MOST));
    }

    private static boolean teaches(Feedback feedback) {
        return !feedback.machine() && TEACHING.contains(feedback.kind());
    }

    @PostMapping("/reset")
    String reset(@RequestParam String id) {
        if (!bot.reset(id)) {
            throw new UnknownUser(id);
        }
        return "redirect:" + Address.why(id);
    }

    private void require(String id) {
        if (users.find(id).isEmpty()) {
            throw new UnknownUser(id);
        }
    }
}

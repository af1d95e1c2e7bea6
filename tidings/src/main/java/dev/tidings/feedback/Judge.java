package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells readers from machines by one request. What several requests tell together, {@link LetterEvents#turn} finds out
 * afterwards.
 */
@Component
class Judge {
    /** A letter takes longer than this to arrive and be noticed; what scans it on its way does not. */
    static final Duration TOO_SOON = Duration.ofSeconds(10);

    /** This many readers do not share one network address within a minute; a gateway serves hundreds. */
    static final int CROWD = 10;

    private final LinkScanners scanners;

    Judge(LinkScanners scanners) {
        this.scanners = scanners;
    }

    Verdict opened(Visit visit, SentLetter letter, Instant at) {
        String sign = visit.head() ? "HEAD request" : scanners.signOfPicture(visit.header());
        String proxy = scanners.imageProxy(visit.header());
        if (sign == null && proxy != null) {
            return tooSoon(letter, at) ? Verdict.machine(soon(letter, at)) : Verdict.unknown("through " + proxy);
        }
        return judge(sign, visit, letter, at);
    }

    Verdict followed(Link link, Visit visit, SentLetter letter, Instant at) {
        return link == Link.TRAP
                ? Verdict.machine("the link that readers cannot see")
                : judge(visit.head() ? "HEAD request" : scanners.signOfLink(visit.header()), visit, letter, at);
    }

    private static Verdict judge(@Nullable String sign, Visit visit, SentLetter letter, Instant at) {
        if (sign != null) {
            return Verdict.machine(sign);
        }
        if (tooSoon(letter, at)) {
            return Verdict.machine(soon(letter, at));
        }
        if (letter.crowd() >= CROWD) {
            return Verdict.machine(letter.crowd() + 1 + " letters from one network address within a minute");
        }
        return isBrowser(visit) ? Verdict.human("browser") : Verdict.unknown("no browser that is known");
    }

    private static boolean tooSoon(SentLetter letter, Instant at) {
        return at.isBefore(letter.sentAt().plus(TOO_SOON));
    }

    private static String soon(SentLetter letter, Instant at) {
        return Duration.between(letter.sentAt(), at).toSeconds() + " s after delivery";
    }

    /** Browsers and mail programs that show letters with one's engine say so alike (RFC 9110 10.1.5; whatwg.org, Compatibility). */
    private static boolean isBrowser(Visit visit) {
        String agent = visit.header().apply("User-Agent");
        String name = agent == null ? "" : agent.strip().toLowerCase(Locale.ROOT);
        return (name.startsWith("mozilla/") && name.contains("(")) || name.startsWith("microsoft office/");
    }
}

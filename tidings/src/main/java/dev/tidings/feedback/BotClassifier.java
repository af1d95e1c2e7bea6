package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.LinkType;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells readers from machines by one request. What several requests tell together, {@link LetterEvents#reclassify} finds out
 * afterwards.
 */
@Component
class BotClassifier {
    /** A letter takes longer than this to arrive and be noticed; what scans it on its way does not. */
    static final Duration MIN_DELAY = Duration.ofSeconds(10);

    /** This many readers do not share one network address within a minute; a gateway serves hundreds. */
    static final int MAX_LETTERS_PER_ORIGIN = 10;

    private final LinkScanners scanners;

    BotClassifier(LinkScanners scanners) {
        this.scanners = scanners;
    }

    BotClassification classifyOpen(TrackingRequest visit, SentLetter letter, Instant at) {
        String sign = visit.head() ? "HEAD request" : scanners.scannerOfImage(visit.header());
        String proxy = scanners.imageProxy(visit.header());
        if (sign == null && proxy != null) {
            return isTooSoon(letter, at)
                    ? BotClassification.machine(tooSoonReason(letter, at))
                    : BotClassification.unknown("through " + proxy);
        }
        return classify(sign, visit, letter, at);
    }

    BotClassification classifyClick(LinkType link, TrackingRequest visit, SentLetter letter, Instant at) {
        return link == LinkType.TRAP
                ? BotClassification.machine("the link that readers cannot see")
                : classify(visit.head() ? "HEAD request" : scanners.scannerOfLink(visit.header()), visit, letter, at);
    }

    private static BotClassification classify(
            @Nullable String sign, TrackingRequest visit, SentLetter letter, Instant at) {
        if (sign != null) {
            return BotClassification.machine(sign);
        }
        if (isTooSoon(letter, at)) {
            return BotClassification.machine(tooSoonReason(letter, at));
        }
        if (letter.otherLettersFromOrigin() >= MAX_LETTERS_PER_ORIGIN) {
            return BotClassification.machine(
                    letter.otherLettersFromOrigin() + 1 + " letters from one network address within a minute");
        }
        return isBrowser(visit)
                ? BotClassification.human("browser")
                : BotClassification.unknown("no browser that is known");
    }

    private static boolean isTooSoon(SentLetter letter, Instant at) {
        return at.isBefore(letter.sentAt().plus(MIN_DELAY));
    }

    private static String tooSoonReason(SentLetter letter, Instant at) {
        return Duration.between(letter.sentAt(), at).toSeconds() + " s after delivery";
    }

    /** Browsers and mail programs that show letters with one's engine say so alike (RFC 9110 10.1.5; whatwg.org, Compatibility). */
    private static boolean isBrowser(TrackingRequest visit) {
        String agent = visit.header().apply("User-Agent");
        String name = agent == null ? "" : agent.strip().toLowerCase(Locale.ROOT);
        return (name.startsWith("mozilla/") && name.contains("(")) || name.startsWith("microsoft office/");
    }
}

package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.LinkType;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Classifies a single request. {@link LetterEvents#reclassify} later combines several requests. */
@Component
class VisitorClassifier {
    /** Opens and clicks earlier than this after sending come from scanners on the delivery path. */
    static final Duration MIN_DELAY = Duration.ofSeconds(10);

    /** More letters than this per network address and minute come from a gateway. */
    static final int MAX_LETTERS_PER_ORIGIN = 10;

    private final LinkScanners scanners;

    VisitorClassifier(LinkScanners scanners) {
        this.scanners = scanners;
    }

    VisitorClassification classifyOpen(TrackingRequest request, SentLetter letter, Instant time) {
        String machineSign = request.head() ? "HEAD request" : scanners.scannerOfImage(request.header());
        String proxy = scanners.imageProxy(request.header());
        if (machineSign == null && proxy != null) {
            return isTooSoon(letter, time)
                    ? VisitorClassification.machine(tooSoonReason(letter, time))
                    : VisitorClassification.unknown("through " + proxy);
        }
        return classify(machineSign, request, letter, time);
    }

    VisitorClassification classifyClick(LinkType link, TrackingRequest request, SentLetter letter, Instant time) {
        return link == LinkType.TRAP
                ? VisitorClassification.machine("hidden link")
                : classify(
                        request.head() ? "HEAD request" : scanners.scannerOfLink(request.header()),
                        request,
                        letter,
                        time);
    }

    private static VisitorClassification classify(
            @Nullable String machineSign, TrackingRequest request, SentLetter letter, Instant time) {
        if (machineSign != null) {
            return VisitorClassification.machine(machineSign);
        }
        if (isTooSoon(letter, time)) {
            return VisitorClassification.machine(tooSoonReason(letter, time));
        }
        if (letter.otherLettersFromOrigin() >= MAX_LETTERS_PER_ORIGIN) {
            return VisitorClassification.machine(
                    letter.otherLettersFromOrigin() + 1 + " letters from one network address within a minute");
        }
        return isBrowser(request)
                ? VisitorClassification.human("browser")
                : VisitorClassification.unknown("unknown user agent");
    }

    private static boolean isTooSoon(SentLetter letter, Instant time) {
        return time.isBefore(letter.sentAt().plus(MIN_DELAY));
    }

    private static String tooSoonReason(SentLetter letter, Instant time) {
        return Duration.between(letter.sentAt(), time).toSeconds() + " s after delivery";
    }

    /**
     * Browsers, and mail clients that embed one, send the same User-Agent form (RFC 9110, 10.1.5; whatwg.org,
     * Compatibility).
     */
    private static boolean isBrowser(TrackingRequest request) {
        String userAgent = request.header().apply("User-Agent");
        String name = userAgent == null ? "" : userAgent.strip().toLowerCase(Locale.ROOT);
        return (name.startsWith("mozilla/") && name.contains("(")) || name.startsWith("microsoft office/");
    }
}

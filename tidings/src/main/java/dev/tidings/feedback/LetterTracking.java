package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.LetterEventKind;
import dev.tidings.feedback.LetterEvent.LinkType;
import dev.tidings.feedback.LetterEvents.FirstActivity;
import dev.tidings.ledger.LetterActivity;
import dev.tidings.opportunities.FeedbackEvent;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.opportunities.FeedbackEvents;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records opens and clicks of letters with their classification. Previews are not recorded. Test letters are recorded
 * but not used for training.
 */
@Component
public class LetterTracking {
    /**
     * More events than one reader and all scanners cause. Later events of a letter are ignored, which bounds the table.
     */
    static final int MAX_EVENTS = 200;

    private final SentLetters letters;
    private final LetterEvents events;
    private final LetterActivity ledger;
    private final FeedbackEvents feedbackEvents;
    private final VisitorClassifier classifier;
    private final OriginHasher origins;
    private final UnsubscribeRules unsubscribes;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    LetterTracking(
            SentLetters letters,
            LetterEvents events,
            LetterActivity ledger,
            FeedbackEvents feedbackEvents,
            VisitorClassifier classifier,
            OriginHasher origins,
            UnsubscribeRules unsubscribes,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.letters = letters;
        this.events = events;
        this.ledger = ledger;
        this.feedbackEvents = feedbackEvents;
        this.classifier = classifier;
        this.origins = origins;
        this.unsubscribes = unsubscribes;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void recordOpen(long letterId, TrackingRequest request) {
        Instant time = currentTime();
        byte[] origin = origins.hashOf(request.remoteAddress(), time);
        letters.find(letterId, origin, time)
                .ifPresent(letter -> record(
                        letter,
                        LetterEvent.opened(letter, time, classifier.classifyOpen(request, letter, time)),
                        origin));
    }

    public void recordClick(ClickedLink clickedLink, TrackingRequest request) {
        LinkType link =
                clickedLink.trap() ? LinkType.TRAP : clickedLink.itemId() == null ? LinkType.BUTTON : LinkType.ITEM;
        recordClick(clickedLink.letterId(), link, clickedLink.itemId(), request);
    }

    /** Records the click, and the rating unless a machine clicked. */
    Optional<VisitorClassification> recordClick(ItemRating rating, TrackingRequest request) {
        return recordClick(rating.letterId(), rating.more() ? LinkType.MORE : LinkType.LESS, rating.itemId(), request);
    }

    /** The classification of the click; empty if it was not recorded because the letter is unknown or at its limit. */
    private Optional<VisitorClassification> recordClick(
            long letterId, LinkType link, @Nullable String itemId, TrackingRequest request) {
        Instant time = currentTime();
        byte[] origin = origins.hashOf(request.remoteAddress(), time);
        return letters.find(letterId, origin, time).flatMap(letter -> {
            VisitorClassification classification = classifier.classifyClick(link, request, letter, time);
            LetterEvent event = LetterEvent.clicked(letter, link, itemId, time, classification);
            if (!record(letter, event, origin)) {
                return Optional.empty();
            }
            unsubscribes.takeBack(letter.userId(), origin, time);
            return Optional.of(reclassify(event).orElse(classification));
        });
    }

    private boolean record(SentLetter letter, LetterEvent event, byte @Nullable [] origin) {
        if (letter.eventCount() >= MAX_EVENTS) {
            return false;
        }
        transactions.executeWithoutResult(transaction -> {
            events.add(event, origin);
            recordActivity(event);
            if (letter.isTrainable()) {
                addFeedback(event);
            }
        });
        return true;
    }

    /** A letter counts as opened after any open that is not by a machine, and as clicked after a human click. */
    private void recordActivity(LetterEvent event) {
        boolean click = event.kind() == LetterEventKind.CLICKED;
        if (click && event.classification().isHuman()) {
            ledger.recordClick(event.letterId(), event.occurredAt());
        } else if (!click && !event.classification().isMachine()) {
            ledger.recordOpen(event.letterId(), event.occurredAt());
        }
    }

    /** Uses only human opens and clicks for training. Ignores ratings by machines. */
    private void addFeedback(LetterEvent event) {
        boolean machine = !event.classification().isHuman();
        switch (event.link()) {
            case null -> feedbackEvents.add(feedback(event, FeedbackKind.OPENED, machine));
            case ITEM -> feedbackEvents.add(feedback(event, FeedbackKind.CLICKED, machine));
            case MORE, LESS -> {
                if (!event.classification().isMachine()) {
                    boolean more = event.link() == LinkType.MORE;
                    feedbackEvents.rate(
                            more
                                    ? feedback(event, FeedbackKind.RATED, false)
                                    : feedback(event, FeedbackKind.DISMISSED, false));
                }
            }
            case BUTTON, TRAP -> {}
        }
    }

    private static FeedbackEvent feedback(LetterEvent event, FeedbackKind kind, boolean machine) {
        return new FeedbackEvent(
                event.userId(),
                event.opportunityId(),
                kind,
                kind == FeedbackKind.RATED ? ItemRating.STARS_FOR_MORE : null,
                event.occurredAt(),
                machine,
                event.letterId());
    }

    /** The new classification of the event, if comparing it with other events changed it. */
    private Optional<VisitorClassification> reclassify(LetterEvent event) {
        return transactions.execute(transaction -> {
            List<LetterEvent> reclassified = events.reclassify(event.letterId(), event.occurredAt());
            if (!reclassified.isEmpty()) {
                List<Instant> times =
                        reclassified.stream().map(LetterEvent::occurredAt).toList();
                FirstActivity first = events.firstActivity(event.letterId());
                ledger.replace(event.letterId(), times, first.openedAt(), first.clickedAt());
                feedbackEvents.markAsMachine(event.letterId(), times);
            }
            return reclassified.stream()
                    .filter(other -> other.occurredAt().equals(event.occurredAt()) && other.link() == event.link())
                    .map(LetterEvent::classification)
                    .findFirst();
        });
    }

    /** In microseconds, the database's precision, because feedback of an event is found by its time. */
    private Instant currentTime() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

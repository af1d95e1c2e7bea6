package dev.tidings.feedback;

import dev.tidings.feedback.LetterEvent.LinkType;
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
 * Notes what comes back from letters, whoever did it, with who it seems to have been. Nothing is noted of previews; tests
 * are noted, but teach nothing.
 */
@Component
public class LetterTracking {
    /** More than any reader and the scanners on a letter's way come to; whoever repeats a link fills no table. */
    static final int MAX_EVENTS = 200;

    private final LetterEvents events;
    private final FeedbackEvents feedbacks;
    private final BotClassifier classifier;
    private final OriginHasher origins;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    LetterTracking(
            LetterEvents events,
            FeedbackEvents feedbacks,
            BotClassifier judge,
            OriginHasher origins,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.events = events;
        this.feedbacks = feedbacks;
        this.classifier = judge;
        this.origins = origins;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void recordOpen(long letterId, TrackingRequest visit) {
        Instant at = currentTime();
        byte[] origin = origins.hashOf(visit.remoteAddress(), at);
        events.findLetter(letterId, origin, at)
                .ifPresent(letter -> record(
                        letter, LetterEvent.opened(letter, at, classifier.classifyOpen(visit, letter, at)), origin));
    }

    public void recordClick(ClickedLink followed, TrackingRequest visit) {
        LinkType link = followed.trap() ? LinkType.TRAP : followed.itemId() == null ? LinkType.BUTTON : LinkType.ITEM;
        recordClick(followed.letterId(), link, followed.itemId(), visit);
    }

    /** As {@link #recordClick(ClickedLink, TrackingRequest)}; taken as the reader's opinion unless a machine did it. */
    Optional<BotClassification> recordClick(ItemRating opinion, TrackingRequest visit) {
        return recordClick(opinion.letterId(), opinion.more() ? LinkType.MORE : LinkType.LESS, opinion.itemId(), visit);
    }

    /** Who followed the link; empty if nothing is noted: the letter is not known, or too much came back from it. */
    private Optional<BotClassification> recordClick(
            long letterId, LinkType link, @Nullable String itemId, TrackingRequest visit) {
        Instant at = currentTime();
        byte[] origin = origins.hashOf(visit.remoteAddress(), at);
        return events.findLetter(letterId, origin, at).flatMap(letter -> {
            BotClassification verdict = classifier.classifyClick(link, visit, letter, at);
            LetterEvent event = LetterEvent.clicked(letter, link, itemId, at, verdict);
            return record(letter, event, origin) ? Optional.of(reclassify(event).orElse(verdict)) : Optional.empty();
        });
    }

    private boolean record(SentLetter letter, LetterEvent event, byte @Nullable [] origin) {
        if (letter.eventCount() >= MAX_EVENTS) {
            return false;
        }
        transactions.executeWithoutResult(transaction -> {
            events.add(event, origin);
            if (letter.isTrainable()) {
                addFeedback(event);
            }
        });
        return true;
    }

    /** Only what is known to be a reader's own doing teaches; a machine has no opinion. */
    private void addFeedback(LetterEvent event) {
        boolean machine = !event.classification().isHuman();
        switch (event.link()) {
            case null -> feedbacks.add(feedback(event, FeedbackKind.OPENED, machine));
            case ITEM -> feedbacks.add(feedback(event, FeedbackKind.CLICKED, machine));
            case MORE, LESS -> {
                if (!event.classification().isMachine()) {
                    boolean more = event.link() == LinkType.MORE;
                    feedbacks.rate(
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

    /** What is thought of the event now that it can be held against the others. */
    private Optional<BotClassification> reclassify(LetterEvent event) {
        return transactions.execute(transaction -> {
            List<LetterEvent> turned = events.reclassify(event.letterId(), event.occurredAt());
            if (!turned.isEmpty()) {
                feedbacks.markAsMachine(
                        event.letterId(),
                        turned.stream().map(LetterEvent::occurredAt).toList());
            }
            return turned.stream()
                    .filter(each -> each.occurredAt().equals(event.occurredAt()) && each.link() == event.link())
                    .map(LetterEvent::classification)
                    .findFirst();
        });
    }

    /** As exact as the database keeps it, so that an event and its feedback are found by the same moment. */
    private Instant currentTime() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

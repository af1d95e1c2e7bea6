package dev.tidings.feedback;

import dev.tidings.content.recommendation.Feedback;
import dev.tidings.content.recommendation.Feedback.Kind;
import dev.tidings.content.recommendation.Feedbacks;
import dev.tidings.feedback.LetterEvent.Link;
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
    static final int MOST_EVENTS = 200;

    private final LetterEvents events;
    private final Feedbacks feedbacks;
    private final Judge judge;
    private final VisitOrigins origins;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    LetterTracking(
            LetterEvents events,
            Feedbacks feedbacks,
            Judge judge,
            VisitOrigins origins,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.events = events;
        this.feedbacks = feedbacks;
        this.judge = judge;
        this.origins = origins;
        this.transactions = transactions;
        this.clock = clock;
    }

    public void opened(long letterId, Visit visit) {
        Instant at = now();
        byte[] origin = origins.of(visit.address(), at);
        events.find(letterId, origin, at)
                .ifPresent(letter ->
                        note(letter, LetterEvent.opened(letter, at, judge.opened(visit, letter, at)), origin));
    }

    public void followed(Followed followed, Visit visit) {
        Link link = followed.trap() ? Link.TRAP : followed.itemId() == null ? Link.BUTTON : Link.ITEM;
        followed(followed.letterId(), link, followed.itemId(), visit);
    }

    /** As {@link #followed(Followed, Visit)}; taken as the reader's opinion unless a machine did it. */
    Optional<Verdict> followed(Opinion opinion, Visit visit) {
        return followed(opinion.letterId(), opinion.more() ? Link.MORE : Link.LESS, opinion.itemId(), visit);
    }

    /** Who followed the link; empty if nothing is noted: the letter is not known, or too much came back from it. */
    private Optional<Verdict> followed(long letterId, Link link, @Nullable String itemId, Visit visit) {
        Instant at = now();
        byte[] origin = origins.of(visit.address(), at);
        return events.find(letterId, origin, at).flatMap(letter -> {
            Verdict verdict = judge.followed(link, visit, letter, at);
            LetterEvent event = LetterEvent.clicked(letter, link, itemId, at, verdict);
            return note(letter, event, origin) ? Optional.of(turned(event).orElse(verdict)) : Optional.empty();
        });
    }

    private boolean note(SentLetter letter, LetterEvent event, byte @Nullable [] origin) {
        if (letter.events() >= MOST_EVENTS) {
            return false;
        }
        transactions.executeWithoutResult(transaction -> {
            events.note(event, origin);
            if (letter.recommends()) {
                teach(event);
            }
        });
        return true;
    }

    /** Only what is known to be a reader's own doing teaches; a machine has no opinion. */
    private void teach(LetterEvent event) {
        boolean machine = !event.verdict().isHuman();
        switch (event.link()) {
            case null -> feedbacks.add(feedback(event, Kind.OPENED, machine));
            case ITEM -> feedbacks.add(feedback(event, Kind.CLICKED, machine));
            case MORE, LESS -> {
                if (!event.verdict().isMachine()) {
                    boolean more = event.link() == Link.MORE;
                    feedbacks.say(more ? feedback(event, Kind.RATED, false) : feedback(event, Kind.DISMISSED, false));
                }
            }
            case BUTTON, TRAP -> {}
        }
    }

    private static Feedback feedback(LetterEvent event, Kind kind, boolean machine) {
        return new Feedback(
                event.userId(),
                event.opportunityId(),
                kind,
                kind == Kind.RATED ? Opinion.BEST : null,
                event.at(),
                machine,
                event.letterId());
    }

    /** What is thought of the event now that it can be held against the others. */
    private Optional<Verdict> turned(LetterEvent event) {
        return transactions.execute(transaction -> {
            List<LetterEvent> turned = events.turn(event.letterId(), event.at());
            if (!turned.isEmpty()) {
                feedbacks.callMachines(
                        event.letterId(), turned.stream().map(LetterEvent::at).toList());
            }
            return turned.stream()
                    .filter(each -> each.at().equals(event.at()) && each.link() == event.link())
                    .map(LetterEvent::verdict)
                    .findFirst();
        });
    }

    /** As exact as the database keeps it, so that an event and its feedback are found by the same moment. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

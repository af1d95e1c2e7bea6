package dev.tidings.feedback;

import dev.tidings.content.recommendation.Feedback;
import dev.tidings.content.recommendation.Feedback.Kind;
import dev.tidings.content.recommendation.Feedbacks;
import dev.tidings.content.recommendation.Opportunities;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What readers say of single items by the links beside them. Whether a link's reader or letter is still known here makes no
 * difference to what they are told.
 */
@Component
public class ReaderOpinions {
    private final TrackingTokens tokens;
    private final LetterTracking tracking;
    private final LetterEvents events;
    private final Feedbacks feedbacks;
    private final Opportunities opportunities;
    private final LinkScanners scanners;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    ReaderOpinions(
            TrackingTokens tokens,
            LetterTracking tracking,
            LetterEvents events,
            Feedbacks feedbacks,
            Opportunities opportunities,
            LinkScanners scanners,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.tokens = tokens;
        this.tracking = tracking;
        this.events = events;
        this.feedbacks = feedbacks;
        this.opportunities = opportunities;
        this.scanners = scanners;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What becomes of a link that was followed. */
    public enum Taking {
        NOTED,
        /** A machine seems to have followed it; a reader can still say so with a button. */
        ASK_FIRST,
        /** The letter is a preview or a test: nothing is noted. */
        TRIAL
    }

    /** What the link says; empty if it is none, or one for something else. */
    public Optional<Opinion> read(String token) {
        return tokens.readOpinion(token);
    }

    /** What the link takes back; empty if it is none, or has expired. */
    public Optional<Opinion> readUndo(String token) {
        return tokens.readUndo(token);
    }

    /** The title of what it is about, if that is still known. */
    public Optional<String> title(Opinion opinion) {
        return opportunities.title(opinion.itemId());
    }

    /** A token that takes the opinion back, for a day. */
    public String undo(Opinion opinion) {
        return tokens.undo(opinion);
    }

    /** Takes the opinion at once, unless a machine seems to have followed the link. */
    public Taking follow(Opinion opinion, Visit visit) {
        if (isTrial(opinion)) {
            return Taking.TRIAL;
        }
        Optional<Verdict> noted = tracking.followed(opinion, visit);
        if (noted.isPresent()) {
            return noted.get().isMachine() ? Taking.ASK_FIRST : Taking.NOTED;
        }
        return visit.head() || scanners.followed(visit.header()) ? Taking.ASK_FIRST : confirm(opinion);
    }

    /** Takes the opinion from the page's button. */
    public Taking confirm(Opinion opinion) {
        if (isTrial(opinion)) {
            return Taking.TRIAL;
        }
        say(opinion);
        return Taking.NOTED;
    }

    public void takeBack(Opinion opinion) {
        feedbacks.takeBack(opinion.letterId(), opinion.userId(), opinion.itemId());
    }

    private boolean isTrial(Opinion opinion) {
        return opinion.letterId() == 0
                || events.find(opinion.letterId(), null, clock.instant())
                        .filter(letter -> !letter.recommends())
                        .isPresent();
    }

    private void say(Opinion opinion) {
        Instant now = clock.instant();
        Feedback said = opinion.more()
                ? new Feedback(
                        opinion.userId(), opinion.itemId(), Kind.RATED, Opinion.BEST, now, false, opinion.letterId())
                : new Feedback(
                        opinion.userId(), opinion.itemId(), Kind.DISMISSED, null, now, false, opinion.letterId());
        transactions.executeWithoutResult(transaction -> feedbacks.say(said));
    }
}

package dev.tidings.feedback;

import dev.tidings.opportunities.FeedbackEvent;
import dev.tidings.opportunities.FeedbackEvent.FeedbackKind;
import dev.tidings.opportunities.FeedbackEvents;
import dev.tidings.opportunities.Opportunities;
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
public class ReaderRatings {
    private final TrackingTokens tokens;
    private final LetterTracking tracking;
    private final LetterEvents events;
    private final FeedbackEvents feedbacks;
    private final Opportunities opportunities;
    private final LinkScanners scanners;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    ReaderRatings(
            TrackingTokens tokens,
            LetterTracking tracking,
            LetterEvents events,
            FeedbackEvents feedbacks,
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
    public enum RatingStatus {
        RECORDED,
        /** A machine seems to have followed it; a reader can still say so with a button. */
        NEEDS_CONFIRMATION,
        /** The letter is a preview or a test: nothing is noted. */
        NOT_RECORDED
    }

    /** What the link says; empty if it is none, or one for something else. */
    public Optional<ItemRating> read(String token) {
        return tokens.readRating(token);
    }

    /** What the link takes back; empty if it is none, or has expired. */
    public Optional<ItemRating> readUndo(String token) {
        return tokens.readUndo(token);
    }

    /** The title of what it is about, if that is still known. */
    public Optional<String> title(ItemRating opinion) {
        return opportunities.title(opinion.itemId());
    }

    /** A token that takes the opinion back, for a day. */
    public String undoToken(ItemRating opinion) {
        return tokens.undoToken(opinion);
    }

    /** Takes the opinion at once, unless a machine seems to have followed the link. */
    public RatingStatus follow(ItemRating opinion, TrackingRequest visit) {
        if (isPreviewOrTest(opinion)) {
            return RatingStatus.NOT_RECORDED;
        }
        Optional<BotClassification> noted = tracking.recordClick(opinion, visit);
        if (noted.isPresent()) {
            return noted.get().isMachine() ? RatingStatus.NEEDS_CONFIRMATION : RatingStatus.RECORDED;
        }
        return visit.head() || scanners.isScanner(visit.header()) ? RatingStatus.NEEDS_CONFIRMATION : confirm(opinion);
    }

    /** Takes the opinion from the page's button. */
    public RatingStatus confirm(ItemRating opinion) {
        if (isPreviewOrTest(opinion)) {
            return RatingStatus.NOT_RECORDED;
        }
        record(opinion);
        return RatingStatus.RECORDED;
    }

    public void withdraw(ItemRating opinion) {
        feedbacks.withdrawRating(opinion.letterId(), opinion.userId(), opinion.itemId());
    }

    private boolean isPreviewOrTest(ItemRating opinion) {
        return opinion.letterId() == 0
                || events.findLetter(opinion.letterId(), null, clock.instant())
                        .filter(letter -> !letter.isTrainable())
                        .isPresent();
    }

    private void record(ItemRating opinion) {
        Instant now = clock.instant();
        FeedbackEvent said = opinion.more()
                ? new FeedbackEvent(
                        opinion.userId(),
                        opinion.itemId(),
                        FeedbackKind.RATED,
                        ItemRating.STARS_FOR_MORE,
                        now,
                        false,
                        opinion.letterId())
                : new FeedbackEvent(
                        opinion.userId(),
                        opinion.itemId(),
                        FeedbackKind.DISMISSED,
                        null,
                        now,
                        false,
                        opinion.letterId());
        transactions.executeWithoutResult(transaction -> feedbacks.rate(said));
    }
}

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

/** Ratings of items through links in letters. The response is the same for unknown readers and letters. */
@Component
public class ReaderRatings {
    private final TrackingTokens tokens;
    private final LetterTracking tracking;
    private final SentLetters letters;
    private final FeedbackEvents feedbackEvents;
    private final Opportunities opportunities;
    private final LinkScanners scanners;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    ReaderRatings(
            TrackingTokens tokens,
            LetterTracking tracking,
            SentLetters letters,
            FeedbackEvents feedbackEvents,
            Opportunities opportunities,
            LinkScanners scanners,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.tokens = tokens;
        this.tracking = tracking;
        this.letters = letters;
        this.feedbackEvents = feedbackEvents;
        this.opportunities = opportunities;
        this.scanners = scanners;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The result of following a rating link. */
    public enum RatingStatus {
        RECORDED,
        /** Probably a machine followed the link. The page shows a button to confirm. */
        NEEDS_CONFIRMATION,
        /** The letter is a preview or test. */
        NOT_RECORDED
    }

    /** The rating of the link; empty if the token is invalid or of another type. */
    public Optional<ItemRating> read(String token) {
        return tokens.readRating(token);
    }

    /** The rating that the link undoes; empty if the token is invalid or expired. */
    public Optional<ItemRating> readUndo(String token) {
        return tokens.readUndo(token);
    }

    /** The title of the rated item, if it still exists. */
    public Optional<String> title(ItemRating rating) {
        return opportunities.title(rating.itemId());
    }

    /** A token that undoes the rating, valid for one day. */
    public String undoToken(ItemRating rating) {
        return tokens.undoToken(rating);
    }

    /** Records the rating, unless a machine probably followed the link. */
    public RatingStatus follow(ItemRating rating, TrackingRequest request) {
        if (isPreviewOrTest(rating)) {
            return RatingStatus.NOT_RECORDED;
        }
        Optional<VisitorClassification> classification = tracking.recordClick(rating, request);
        if (classification.isPresent()) {
            return classification.get().isMachine() ? RatingStatus.NEEDS_CONFIRMATION : RatingStatus.RECORDED;
        }
        return request.head() || scanners.isScanner(request.header())
                ? RatingStatus.NEEDS_CONFIRMATION
                : confirm(rating);
    }

    /** Records the rating from the confirmation button. */
    public RatingStatus confirm(ItemRating rating) {
        if (isPreviewOrTest(rating)) {
            return RatingStatus.NOT_RECORDED;
        }
        record(rating);
        return RatingStatus.RECORDED;
    }

    public void withdraw(ItemRating rating) {
        feedbackEvents.withdrawRating(rating.letterId(), rating.userId(), rating.itemId());
    }

    private boolean isPreviewOrTest(ItemRating rating) {
        return rating.letterId() == 0
                || letters.find(rating.letterId(), null, clock.instant())
                        .filter(letter -> !letter.isTrainable())
                        .isPresent();
    }

    private void record(ItemRating rating) {
        Instant now = clock.instant();
        FeedbackEvent event = rating.more()
                ? new FeedbackEvent(
                        rating.userId(),
                        rating.itemId(),
                        FeedbackKind.RATED,
                        ItemRating.STARS_FOR_MORE,
                        now,
                        false,
                        rating.letterId())
                : new FeedbackEvent(
                        rating.userId(), rating.itemId(), FeedbackKind.DISMISSED, null, now, false, rating.letterId());
        transactions.executeWithoutResult(transaction -> feedbackEvents.rate(event));
    }
}

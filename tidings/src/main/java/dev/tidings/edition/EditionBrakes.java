package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.audience.AudienceSize;
import dev.tidings.audience.CurrentRecipient;
import dev.tidings.audience.Recipient;
import dev.tidings.content.ContentRequest;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentSources;
import dev.tidings.core.Ticker;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.BrakeSettings;
import dev.tidings.edition.GateDecision.Admit;
import dev.tidings.edition.GateDecision.Hold;
import dev.tidings.edition.GateStates.PreviousEdition;
import dev.tidings.ledger.LetterSample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares an edition with the digest's previous one before its first letter: the number of its recipients, and how many
 * of a sample of last time's readers would get no letter for lack of content. A digest's first edition passes.
 */
@Component
class EditionBrakes {
    private static final int SAMPLE = 1_000;

    /** Below this, a few readers without content are no sign that numbers are missing. */
    private static final int LEAST_SAMPLE = 10;

    private static final int COMPOSED_AT_ONCE = 125;

    /** The sample ends early after this time. */
    private static final Duration BUDGET = Duration.ofSeconds(1);

    private final GateStates states;
    private final Audience audience;
    private final LetterSample sample;
    private final ContentSources sources;
    private final Ticker ticker;

    EditionBrakes(GateStates states, Audience audience, LetterSample sample, ContentSources sources, Ticker ticker) {
        this.states = states;
        this.audience = audience;
        this.sample = sample;
        this.sources = sources;
        this.ticker = ticker;
    }

    /** Holds an edition whose audience is much smaller than last time; warns if it is much larger. */
    GateDecision judgeAudience(Edition edition, Digest digest) {
        BrakeSettings settings = digest.brakes();
        PreviousEdition previous = previous(edition, settings);
        if (previous == null || previous.due() < settings.minimumReaders()) {
            return Admit.USUAL;
        }
        AudienceSize size = audience.sizeBeforeSending(digest);
        String figures = String.format(
                Locale.ROOT,
                "the audience is %s%,d, last time it was %,d",
                size.exact() ? "" : "about ",
                size.users(),
                previous.due());
        if (size.users() * settings.shrinkFactor() < previous.due()) {
            return new Hold(figures + ": less than 1/" + settings.shrinkFactor() + " of it");
        }
        return size.users() > previous.due() * settings.growthFactor()
                ? new Admit(figures + ": more than " + settings.growthFactor() + " times as many")
                : Admit.USUAL;
    }

    /**
     * Holds an edition that has no content for many of last time's readers.
     *
     * @param only restricts the sample; null for no restriction
     */
    GateDecision judgeContents(Edition edition, Digest digest, @Nullable Predicate<Recipient> only) {
        BrakeSettings settings = digest.brakes();
        PreviousEdition previous = previous(edition, settings);
        if (previous == null) {
            return Admit.USUAL;
        }
        SampleCount count = count(edition, digest, sample.sentUsers(previous.id(), SAMPLE), only);
        if (count.composed < LEAST_SAMPLE || 100.0 * count.empty <= settings.empty() * count.composed) {
            return Admit.USUAL;
        }
        return new Hold(String.format(
                Locale.ROOT,
                "of a sample of %,d readers who had a letter last time, %,d have no content now (%.0f %%)",
                count.composed,
                count.empty,
                100.0 * count.empty / count.composed));
    }

    private @Nullable PreviousEdition previous(Edition edition, BrakeSettings settings) {
        return settings.enabled() ? states.previous(edition.id()).orElse(null) : null;
    }

    /** How many readers were composed for, and how many of them have no content. */
    private static final class SampleCount {
        private int composed;
        private int empty;
    }

    private SampleCount count(Edition edition, Digest digest, List<String> users, @Nullable Predicate<Recipient> only) {
        SampleCount count = new SampleCount();
        long begun = ticker.nanos();
        for (int from = 0; from < users.size(); from += COMPOSED_AT_ONCE) {
            if (ticker.nanos() - begun > BUDGET.toNanos()) {
                break;
            }
            List<String> page = users.subList(from, Math.min(users.size(), from + COMPOSED_AT_ONCE));
            addTo(count, edition, digest, due(digest, page, only));
        }
        return count;
    }

    /** The recipients among these users who are still due. */
    private List<Recipient> due(Digest digest, List<String> users, @Nullable Predicate<Recipient> only) {
        Set<String> notDue = audience.skipReasons(digest, users).keySet();
        return audience.findRecipients(users).stream()
                .map(CurrentRecipient::recipient)
                .filter(recipient -> !notDue.contains(recipient.userId()))
                .filter(recipient -> only == null || only.test(recipient))
                .toList();
    }

    private void addTo(SampleCount count, Edition edition, Digest digest, List<Recipient> recipients) {
        if (recipients.isEmpty()) {
            return;
        }
        ContentRequest request = new ContentRequest(digest, edition.period(), edition.contentVersion());
        count.composed += recipients.size();
        count.empty += (int) sources.of(digest).compose(request, recipients).byUser().values().stream()
                .filter(ContentResult.NoContent.class::isInstance)
                .count();
    }
}

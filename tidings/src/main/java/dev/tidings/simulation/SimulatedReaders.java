package dev.tidings.simulation;

import dev.tidings.feedback.ClickedLink;
import dev.tidings.feedback.LetterTracking;
import dev.tidings.feedback.TrackingRequest;
import dev.tidings.ledger.LetterRow;
import dev.tidings.ledger.LetterRow.LetterStatus;
import dev.tidings.ledger.Letters;
import dev.tidings.recommender.EditionPick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Readers who click picks by a rule. Their clicks are recorded as those in letters are. */
final class SimulatedReaders {
    private static final int PAGE_SIZE = 1_000;

    /** A click comes from an hour to three days after the letter. */
    private static final Duration EARLIEST = Duration.ofHours(1);

    private static final Duration LATEST = Duration.ofDays(3);

    /** A browser's request, from an address that counts as no mail gateway. */
    private static final TrackingRequest BROWSER = new TrackingRequest(
            false, header -> "User-Agent".equals(header) ? "Mozilla/5.0 (simulated reader)" : null, "127.0.0.1");

    private final Letters letters;
    private final LetterTracking tracking;

    SimulatedReaders(Letters letters, LetterTracking tracking) {
        this.letters = letters;
        this.tracking = tracking;
    }

    record SimulatedClick(Instant at, ClickedLink link) {}

    /** The clicks that the rule gives, in order of time. The same seed gives the same clicks on the same picks. */
    List<SimulatedClick> clicks(long editionId, List<EditionPick> picks, ClickRule rule, long seed) {
        Map<String, LetterRow> sent = sentLetters(editionId);
        List<SimulatedClick> clicks = new ArrayList<>();
        for (EditionPick pick : picks) {
            LetterRow letter = sent.get(pick.userId());
            SplittableRandom random = random(seed, pick);
            if (letter != null && random.nextDouble() < rule.chance(pick)) {
                Duration after = EARLIEST.plusMillis(
                        random.nextLong(LATEST.minus(EARLIEST).toMillis()));
                clicks.add(new SimulatedClick(
                        Objects.requireNonNull(letter.settledAt()).plus(after),
                        new ClickedLink(
                                Objects.requireNonNull(letter.id()),
                                pick.opportunity().id(),
                                false,
                                pick.opportunity().url())));
            }
        }
        clicks.sort(Comparator.comparing(SimulatedClick::at));
        return clicks;
    }

    private static SplittableRandom random(long seed, EditionPick pick) {
        long user = seed * 1_000_003 + pick.userId().hashCode();
        return new SplittableRandom(user * 1_000_003 + pick.opportunity().id().hashCode());
    }

    private Map<String, LetterRow> sentLetters(long editionId) {
        Map<String, LetterRow> sent = new HashMap<>();
        List<LetterRow> page = letters.ofEdition(editionId, LetterStatus.SENT, null, PAGE_SIZE);
        while (!page.isEmpty()) {
            page.forEach(letter -> sent.put(letter.userId(), letter));
            page = letters.ofEdition(
                    editionId, LetterStatus.SENT, page.getLast().userId(), PAGE_SIZE);
        }
        return sent;
    }

    /** Records the click at the current time. */
    void click(SimulatedClick click) {
        tracking.recordClick(click.link(), BROWSER);
    }
}

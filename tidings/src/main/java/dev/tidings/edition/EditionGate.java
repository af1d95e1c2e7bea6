package dev.tidings.edition;

import dev.tidings.edition.Editions.Passage;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets an edition's batches through, as long as it is open and no faster than its rate. */
@Component
class EditionGate {
    /** How often a batch that waits for its turn looks whether anything has changed. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private static final Halt.Later NOW = new Halt.Later(Duration.ZERO);
    private static final Halt.Later SOON = new Halt.Later(Duration.ofSeconds(1));

    private final Editions editions;
    private final Paces paces;
    private final Shift shift;

    EditionGate(Editions editions, Paces paces, Shift shift) {
        this.editions = editions;
        this.paces = paces;
        this.shift = shift;
    }

    /** Waits for the turn of so many letters; returns null when it has come, or when to ask again. */
    Halt.@Nullable Later pass(long editionId, int letters) {
        Passage passage = editions.passage(editionId);
        Integer rate = passage.rate();
        while (passage.open() && rate != null) {
            Duration wait = paces.reserve(lane(editionId), letters, rate);
            passage = pass(editionId, rate, wait);
            if (Objects.equals(passage.rate(), rate)) {
                break;
            }
            rate = passage.rate();
        }
        return shift.isOver() ? NOW : passage.open() ? null : SOON;
    }

    /** Waits until the turn has come, the edition is no longer open, or its rate is another. */
    private Passage pass(long editionId, Integer rate, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        Passage passage = editions.passage(editionId);
        for (long left = wait.toNanos();
                left > 0 && !shift.isOver() && passage.open() && Objects.equals(passage.rate(), rate);
                left = end - System.nanoTime()) {
            try {
                Thread.sleep(Duration.ofNanos(Math.min(left, GLANCE.toNanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Passage(false, rate);
            }
            passage = editions.passage(editionId);
        }
        return passage;
    }

    static String lane(long editionId) {
        return "edition/" + editionId;
    }
}

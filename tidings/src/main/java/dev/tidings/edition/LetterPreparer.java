package dev.tidings.edition;

import dev.tidings.audience.Audience;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.OutgoingLetter;
import dev.tidings.ledger.Settlement;
import dev.tidings.ledger.Settler;
import dev.tidings.ledger.SkippedDelivery;
import dev.tidings.render.LetterUnrenderable;
import dev.tidings.render.Renderer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Prepares owed letters for the hand-over: checks consent and suppression again, and renders. */
@Component
class LetterPreparer {
    /** Age of a composed letter up to which consent is not checked again. */
    static final Duration FRESH = Duration.ofMinutes(1);

    private final Audience audience;
    private final FrozenContentCodec frozen;
    private final Renderer renderer;
    private final Settler settler;
    private final InstantSource clock;
    private final Timer timer;

    LetterPreparer(
            Audience audience,
            FrozenContentCodec frozen,
            Renderer renderer,
            Settler settler,
            InstantSource clock,
            MeterRegistry meters) {
        this.audience = audience;
        this.frozen = frozen;
        this.renderer = renderer;
        this.settler = settler;
        this.clock = clock;
        this.timer = meters.timer("tidings.render");
    }

    /**
     * Returns letters whose users are still opted in and whose addresses are not suppressed; skips the others. A
     * batch that may have been accepted stays complete.
     */
    List<Delivery> skipNoLongerDue(Digest digest, List<Delivery> deliveries) {
        Instant fresh = clock.instant().minus(FRESH);
        List<String> asked = deliveries.stream()
                .filter(delivery ->
                        !delivery.isReplay() && delivery.composedAt().isBefore(fresh))
                .map(Delivery::userId)
                .toList();
        Map<String, SkipReason> notDue = asked.isEmpty() ? Map.of() : audience.skipReasons(digest, asked);
        if (notDue.isEmpty()) {
            return deliveries;
        }
        List<SkippedDelivery> skips = new ArrayList<>();
        List<Delivery> due = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            SkipReason reason = delivery.isReplay() ? null : notDue.get(delivery.userId());
            if (reason == null) {
                due.add(delivery);
            } else {
                skips.add(new SkippedDelivery(delivery, reason));
            }
        }
        settler.skip(skips);
        return due;
    }

    /**
     * Renders the letters. A letter that cannot be rendered is settled with the reason and does not affect the
     * others.
     */
    List<OutgoingLetter> render(List<Delivery> deliveries, DigestPeriod period) {
        RenderedBatch rendered = renderOrReject(deliveries, period);
        settler.settle(rendered.unrenderable());
        return rendered.outgoing();
    }

    /** @param unrenderable settlements of the letters that cannot be rendered */
    record RenderedBatch(List<OutgoingLetter> outgoing, List<Settlement> unrenderable) {}

    RenderedBatch renderOrReject(List<Delivery> deliveries, DigestPeriod period) {
        return Objects.requireNonNull(timer.record(() -> renderEach(deliveries, period)));
    }

    private RenderedBatch renderEach(List<Delivery> deliveries, DigestPeriod period) {
        List<OutgoingLetter> outgoing = new ArrayList<>(deliveries.size());
        List<Settlement> unrenderable = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            try {
                outgoing.add(new OutgoingLetter(delivery, renderer.render(frozen.restore(delivery, period))));
            } catch (LetterUnrenderable e) {
                unrenderable.add(Settlement.error(delivery.id(), delivery.attempt(), e.reason(), false));
            }
        }
        return new RenderedBatch(outgoing, unrenderable);
    }
}

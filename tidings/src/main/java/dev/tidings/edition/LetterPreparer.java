package dev.tidings.edition;

import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.OutgoingLetter;
import dev.tidings.ledger.Settlement;
import dev.tidings.ledger.Settler;
import dev.tidings.render.LetterUnrenderable;
import dev.tidings.render.Renderer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Renders letters for the hand-over. */
@Component
class LetterPreparer {
    private final FrozenContentCodec frozen;
    private final Renderer renderer;
    private final Settler settler;
    private final Timer timer;

    LetterPreparer(FrozenContentCodec frozen, Renderer renderer, Settler settler, MeterRegistry meters) {
        this.frozen = frozen;
        this.renderer = renderer;
        this.settler = settler;
        this.timer = meters.timer("tidings.render");
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

    /**
     * Renders a batch that may have been accepted and can only be repeated completely. Returns empty if one of its
     * letters cannot be rendered; settles nothing.
     */
    Optional<List<OutgoingLetter>> renderAll(List<Delivery> deliveries, DigestPeriod period) {
        RenderedBatch rendered = renderOrReject(deliveries, period);
        return rendered.unrenderable().isEmpty() ? Optional.of(rendered.outgoing()) : Optional.empty();
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

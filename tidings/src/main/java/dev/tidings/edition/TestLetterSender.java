package dev.tidings.edition;

import dev.tidings.instance.InstanceGuard;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.Dispatcher;
import dev.tidings.ledger.OutgoingLetter;
import dev.tidings.ledger.Settlement;
import dev.tidings.ledger.SettlementPolicy;
import dev.tidings.ledger.Settler;
import dev.tidings.ledger.TestLetters;
import dev.tidings.ledger.TestLetters.TestLetterSpec;
import dev.tidings.transport.Transport;
import dev.tidings.transport.TransportSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends one user a test letter through the regular hand-over, with a single attempt. */
@Component
class TestLetterSender {
    private static final Logger log = LoggerFactory.getLogger(TestLetterSender.class);

    /** Age after which an owed test letter counts as abandoned by its worker. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(15);

    private final TestLetters testLetters;
    private final Deliveries deliveries;
    private final LetterPreparer preparer;
    private final Dispatcher dispatcher;
    private final Settler settler;
    private final InstanceGuard guard;
    private final InstantSource clock;

    TestLetterSender(
            TestLetters testLetters,
            Deliveries deliveries,
            LetterPreparer preparer,
            Dispatcher dispatcher,
            Settler settler,
            InstanceGuard guard,
            InstantSource clock) {
        this.testLetters = testLetters;
        this.deliveries = deliveries;
        this.preparer = preparer;
        this.dispatcher = dispatcher;
        this.settler = settler;
        this.guard = guard;
        this.clock = clock;
    }

    /** Returns the letter's id. */
    long send(TestLetterSpec spec, Transport transport, ComposedLetter letter) {
        guard.require();
        long id = testLetters.store(spec, letter);
        deliveries.find(id).ifPresent(delivery -> send(spec, transport, delivery));
        return id;
    }

    private void send(TestLetterSpec spec, Transport transport, Delivery delivery) {
        List<OutgoingLetter> outgoing = preparer.render(List.of(delivery), spec.period());
        try (TransportSession session = transport.openSession()) {
            dispatcher.dispatch(session, outgoing, SettlementPolicy.NONE);
        }
        deliveries.find(delivery.id()).ifPresent(owed -> settler.settle(List.of(unsent(owed))));
    }

    private Settlement unsent(Delivery owed) {
        String reason =
                deliveries.lastError(owed.id()).orElse("the user was changed meanwhile; send the test letter again");
        return Settlement.error(owed.id(), owed.attempt(), "not sent: " + reason, false);
    }

    void rescue() {
        List<Delivery> abandoned = testLetters.abandoned(clock.instant().minus(ABANDONED_AFTER));
        if (!abandoned.isEmpty()) {
            log.warn("{} test letters settled whose worker stopped", abandoned.size());
            settler.settle(abandoned.stream()
                    .map(letter -> Settlement.unknown(letter.id(), letter.attempt(), "the worker stopped"))
                    .toList());
            // Has an effect only for the letters that were certainly not accepted.
            settler.settle(abandoned.stream()
                    .map(letter ->
                            Settlement.error(letter.id(), letter.attempt(), "not sent: the worker stopped", false))
                    .toList());
        }
    }
}

package dev.tidings.edition;

import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.instance.InstanceGuard;
import dev.tidings.ledger.Deliveries;
import dev.tidings.ledger.Dispatcher;
import dev.tidings.ledger.OutgoingLetter;
import dev.tidings.ledger.Settlement;
import dev.tidings.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Letters sent to one user at an operator's wish: through the same hand-over as any other, tried once. */
@Component
class TestLetterSender {
    private static final Logger log = LoggerFactory.getLogger(TestLetterSender.class);

    /** A test letter that is owed for longer than this was left by a worker that fell silent. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(15);

    private final NewLetters composedLetters;
    private final Deliveries deliveries;
    private final LetterPreparer owedLetters;
    private final Dispatcher dispatcher;
    private final DigestLog ledger;
    private final InstanceGuard guard;
    private final InstantSource clock;

    TestLetterSender(
            NewLetters composedLetters,
            Deliveries deliveries,
            LetterPreparer owedLetters,
            Dispatcher dispatcher,
            DigestLog ledger,
            InstanceGuard guard,
            InstantSource clock) {
        this.composedLetters = composedLetters;
        this.deliveries = deliveries;
        this.owedLetters = owedLetters;
        this.dispatcher = dispatcher;
        this.ledger = ledger;
        this.guard = guard;
        this.clock = clock;
    }

    /** What a test letter is sent as. */
    record TestLetterSpec(Digest digest, DigestPeriod period, Transport transport, String templateVersion) {}

    /** Returns the letter's id. */
    long send(TestLetterSpec stamp, ComposeOutcome composed) {
        guard.require();
        long id = composedLetters.storeTest(stamp, composed);
        deliveries.find(id).ifPresent(delivery -> {
            List<OutgoingLetter> outgoing = owedLetters.render(List.of(delivery), stamp.period());
            dispatcher.dispatch(stamp.transport(), outgoing, ledger);
            deliveries
                    .lastError(id)
                    .ifPresent(error -> ledger.settle(
                            List.of(Settlement.error(id, delivery.attempt() + 1, "not sent: " + error, false)),
                            clock.instant()));
        });
        return id;
    }

    void rescue() {
        List<Settlement> abandoned = deliveries.abandonedTests(clock.instant().minus(ABANDONED_AFTER)).stream()
                .map(letter -> Settlement.unknown(letter.id(), letter.attempt(), "the worker fell silent"))
                .toList();
        if (!abandoned.isEmpty()) {
            log.warn("{} test letters were abandoned; their outcome is unknown", abandoned.size());
            ledger.settle(abandoned, clock.instant());
        }
    }
}

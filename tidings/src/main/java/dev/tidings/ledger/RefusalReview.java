package dev.tidings.ledger;

import dev.tidings.core.EmailAddress;
import dev.tidings.ledger.RefusalHistory.RefusalRun;
import dev.tidings.ledger.RefusalHistory.RefusalRuns;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Rejected;
import dev.tidings.transport.SendOutcome.UnclearRefusal;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transport.HandOverResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether refusals concern their letters or every letter ({@code docs/decisions/refusals.md}). A letter that was
 * refused for an unclear reason stays owed until the transport accepts another one of its sender. If it refuses five
 * letters alike before, the edition stops.
 */
@Component
class RefusalReview {
    private static final int EQUAL_REFUSALS = 5;
    private static final int EQUAL_DOMAINS = 3;

    /** Refusals of one letter after which it is decided without further letters. */
    private static final int LAST_REFUSAL = 3;

    private final EditionReach reach;
    private final OutcomeWriter writer;
    private final Map<TransportSender, RefusalHistory> histories = new ConcurrentHashMap<>();

    RefusalReview(EditionReach reach, OutcomeWriter writer) {
        this.reach = reach;
        this.writer = writer;
    }

    /**
     * @param answer the answer with decided outcomes; an unclear refusal that is left is owed
     * @param doubted addresses that are not dead, though letters to some of them may be settled so
     */
    record ReviewedAnswer(HandOverResult answer, List<EmailAddress> doubted) {}

    /** A server that takes no letters from one address may take those from another. */
    private record TransportSender(String transport, EmailAddress address) {
        static TransportSender of(Transport transport, List<OutgoingLetter> batch) {
            return new TransportSender(
                    transport.name(), batch.getFirst().message().from().address());
        }
    }

    /** A refusal after which the transport has accepted nothing yet from the same sender. */
    private record OpenRefusal(
            int position, long letter, String reason, boolean deniesAccess, int threshold, RefusalRuns runs) {
        boolean isIn(RefusalRun run) {
            return runs.words().equals(run) || runs.codes().equals(run);
        }
    }

    /** @param reason of its last letter */
    private record SharedRefusal(String reason, RefusalRun run) {}

    /** @param batch letters of one sender, at least one */
    ReviewedAnswer review(Transport transport, List<OutgoingLetter> batch, HandOverResult answer) {
        RefusalHistory history =
                histories.computeIfAbsent(TransportSender.of(transport, batch), _ -> new RefusalHistory());
        boolean together = !transport.replayWindow().isZero();
        synchronized (history) {
            return review(history, batch, answer, together);
        }
    }

    /** @param together whether the batch was one request: an acceptance anywhere in it counts for all of its letters */
    private ReviewedAnswer review(
            RefusalHistory history, List<OutgoingLetter> batch, HandOverResult answer, boolean together) {
        List<SendOutcome> outcomes = new ArrayList<>(answer.outcomes());
        int lastAccepted = lastAccepted(outcomes);
        List<OpenRefusal> open =
                record(history, batch, outcomes, together && lastAccepted >= 0 ? batch.size() : lastAccepted);
        String stop = answer.stopReason();
        SharedRefusal shared = stop == null ? sharedByAll(open) : null;
        if (shared != null) {
            stop = "The last " + shared.run().letters().size()
                    + " letters were refused alike, and none was accepted between. " + shared.reason();
            open.stream()
                    .filter(each -> each.isIn(shared.run()))
                    .forEach(each -> outcomes.set(each.position(), new UnclearRefusal(each.reason())));
        }
        List<EmailAddress> doubted = keepPeopleOfLostServers(history, batch, outcomes);
        if (stop == null) {
            stop = decideLast(history, outcomes, open, lastAccepted >= 0);
        }
        if (stop != null) {
            history.clear();
        }
        return new ReviewedAnswer(new HandOverResult(outcomes, stop, answer.retryMode(), answer.status()), doubted);
    }

    private static int lastAccepted(List<SendOutcome> outcomes) {
        for (int i = outcomes.size() - 1; i >= 0; i--) {
            if (outcomes.get(i) instanceof Accepted) {
                return i;
            }
        }
        return -1;
    }

    /** Records the outcomes in their order and decides those that others show to concern their letters. */
    private static List<OpenRefusal> record(
            RefusalHistory history, List<OutgoingLetter> batch, List<SendOutcome> outcomes, int lastAccepted) {
        List<OpenRefusal> open = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Delivery letter = batch.get(i).delivery();
            EmailAddress address = batch.get(i).message().to().address();
            boolean acceptedLater = i < lastAccepted;
            switch (outcomes.get(i)) {
                case Accepted _ -> history.accepted(letter.id(), address);
                case UnclearRefusal refusal -> {
                    // A letter that may be out is not owed again under another key.
                    if (acceptedLater || letter.isReplay() || history.othersAcceptedSince(letter.id())) {
                        outcomes.set(i, new Rejected(refusal.reason(), false));
                        history.forget(letter.id());
                    } else {
                        RefusalRuns runs = history.refused(letter.id(), address, refusal.reason(), false);
                        open.add(new OpenRefusal(
                                i, letter.id(), refusal.reason(), refusal.deniesAccess(), EQUAL_REFUSALS, runs));
                    }
                }
                case Rejected rejected
                when rejected.addressIsDead() -> {
                    history.unknownPerson(address);
                    if (!acceptedLater && !letter.isReplay()) {
                        RefusalRuns runs = history.refused(letter.id(), address, rejected.reason(), true);
                        history.forget(letter.id());
                        int threshold = RefusalHistory.LOST_USERS;
                        open.add(new OpenRefusal(i, letter.id(), rejected.reason(), false, threshold, runs));
                    }
                }
                default -> {}
            }
        }
        return open;
    }

    /** The latest run that reaches every domain, as far as anyone can tell; null if there is none. */
    private @Nullable SharedRefusal sharedByAll(List<OpenRefusal> open) {
        for (OpenRefusal refusal : open.reversed()) {
            // Other words under the same codes may be a policy's, which gives each of its refusals a reference.
            if (reachesAll(refusal, refusal.runs().words(), refusal.threshold())) {
                return new SharedRefusal(refusal.reason(), refusal.runs().words());
            }
            if (reachesAll(refusal, refusal.runs().codes(), 2 * refusal.threshold())) {
                return new SharedRefusal(refusal.reason(), refusal.runs().codes());
            }
        }
        return null;
    }

    private boolean reachesAll(OpenRefusal refusal, RefusalRun run, int threshold) {
        Set<String> domains = run.domains();
        return run.letters().size() >= threshold
                && (domains.size() >= EQUAL_DOMAINS || !ask(() -> reach.hasOtherDomains(refusal.letter(), domains)));
    }

    /** People at a server that knows none of many in a row keep their addresses. */
    private static List<EmailAddress> keepPeopleOfLostServers(
            RefusalHistory history, List<OutgoingLetter> batch, List<SendOutcome> outcomes) {
        List<EmailAddress> doubted = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            EmailAddress address = batch.get(i).message().to().address();
            if (outcomes.get(i) instanceof Rejected rejected
                    && rejected.addressIsDead()
                    && history.hasLostUsers(address.domain())) {
                outcomes.set(i, new Rejected(rejected.reason(), false));
                doubted.addAll(history.unknownPeople(address.domain()));
            }
        }
        return doubted.stream().distinct().toList();
    }

    /**
     * Decides letters that were refused for the last time: by whether the edition reaches anyone. Returns why it stops,
     * or null.
     */
    private @Nullable String decideLast(
            RefusalHistory history, List<SendOutcome> outcomes, List<OpenRefusal> open, boolean sent) {
        for (OpenRefusal refusal : open) {
            if (history.timesRefused(refusal.letter()) < LAST_REFUSAL) {
                continue;
            }
            int alike = refusal.runs().words().letters().size();
            if (refusal.deniesAccess() && alike > 1) {
                return "The last " + alike + " letters were denied access, and none was accepted between. "
                        + refusal.reason();
            }
            if (!sent && !ask(() -> reach.hasSent(refusal.letter()))) {
                return "A letter was refused " + LAST_REFUSAL + " times, and none of the edition was accepted. "
                        + refusal.reason();
            }
            outcomes.set(refusal.position(), new Rejected(refusal.reason(), false));
            history.forget(refusal.letter());
        }
        return null;
    }

    /** Asks the database. While it is unavailable, the outcomes wait for it anyway. */
    private boolean ask(BooleanSupplier question) {
        AtomicBoolean answer = new AtomicBoolean();
        writer.hold("a question about an edition", () -> answer.set(question.getAsBoolean()));
        return answer.get();
    }
}

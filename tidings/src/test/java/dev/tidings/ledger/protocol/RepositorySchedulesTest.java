package dev.tidings.ledger.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.ledger.LedgerDriver;
import dev.tidings.ledger.journal.LetterProgress;
import dev.tidings.ledger.protocol.ModelState.ModelLetter;
import dev.tidings.ledger.protocol.ModelWorker.ProviderAnswer;
import dev.tidings.ledger.protocol.ModelWorker.WorkerPhase;
import dev.tidings.testing.TestDatabase;
import dev.tidings.transport.SendOutcome;
import dev.tidings.transport.Transport.RetryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drives random schedules of the protocol's model, from fixed seeds, through the ledger's repositories. After each
 * step, each letter has the same state in the database and in the model. {@code -Dtidings.schedules=20000} drives more
 * schedules.
 */
class RepositorySchedulesTest {
    private static final int SCHEDULES = Integer.getInteger("tidings.schedules", 300);
    private static final int MAX_STEPS = 60;
    private static final ModelState START = ModelState.of(2, 2, 3, 2);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    static List<ProtocolRules> protocols() {
        return List.of(
                ProtocolRules.RESEND,
                ProtocolRules.SMTP,
                ProtocolRules.SMTP.withJournal(),
                ProtocolRules.SMTP.ofOneUser().withJournal(),
                ProtocolRules.RESEND.ofOneUser(),
                ProtocolRules.SMTP.ofOneUser());
    }

    private record Step(String name, ModelState after) {}

    @ParameterizedTest
    @MethodSource("protocols")
    void theRepositoriesBehaveAsTheModel(ProtocolRules rules) {
        LedgerDriver ledger = new LedgerDriver(database);
        for (int seed = 0; seed < SCHEDULES; seed++) {
            drive(ledger, rules, new Random(seed), seed);
        }
    }

    private static void drive(LedgerDriver ledger, ProtocolRules rules, Random random, int seed) {
        ProtocolModel model = new ProtocolModel(rules);
        if (rules.oneUser()) {
            ledger.beginWithOneUserTwice();
        } else {
            ledger.begin(START.rows().size());
        }
        List<LedgerDriver.Worker> workers = new ArrayList<>();
        START.workers().forEach(worker -> workers.add(ledger.new Worker()));
        List<String> trace = new ArrayList<>();
        ModelState state = START;
        for (int i = 0; i < MAX_STEPS; i++) {
            List<Step> steps = new ArrayList<>();
            model.steps(state, (name, after) -> steps.add(new Step(name, after)));
            if (steps.isEmpty()) {
                return;
            }
            Step step = steps.get(random.nextInt(steps.size()));
            trace.add(step.name());
            take(ledger, workers, state, step, rules.keyed());
            state = step.after();
            assertThat(ledger.states()).as("seed %s: %s", seed, trace).isEqualTo(expected(state));
            assertThat(ledger.countsAgree()).as("seed %s: %s", seed, trace).isTrue();
        }
    }

    private static List<String> expected(ModelState state) {
        return state.rows().stream().map(RepositorySchedulesTest::expected).toList();
    }

    private static String expected(ModelLetter row) {
        String state = row.state().name();
        return switch (row.state()) {
            case HANDED_OVER -> state + " " + row.attempt();
            case OWED -> state + " " + row.attempt() + (row.mayBeOut() ? " may be out" : "");
            default -> state;
        };
    }

    private static void take(
            LedgerDriver ledger, List<LedgerDriver.Worker> workers, ModelState before, Step step, boolean keyed) {
        String name = step.name();
        if (name.startsWith("chunk is given to")) {
            return;
        }
        if (name.startsWith("an operator retries")) {
            ledger.retry(name.endsWith("skipped"), name.endsWith("unknown"));
            return;
        }
        int number = Integer.parseInt(name.substring(0, 1));
        LedgerDriver.Worker worker = workers.get(number);
        if (name.endsWith(" crashes while it settles from its journal")) {
            worker.settleJournal(1);
            return;
        }
        if (name.contains(" crashes")) {
            crash(worker, step.after().journals().get(number));
            return;
        }
        ModelWorker memory = before.workers().get(number);
        ModelWorker after = step.after().workers().get(number);
        switch (name.substring(2).replaceFirst(" \\[.*", "")) {
            case "expands" -> ledger.expand(changed(before, step.after()));
            case "skips planned letters" -> ledger.skipPlanned(changed(before, step.after()));
            case "reads" -> read(worker, after);
            case "gives up" -> worker.giveUp();
            case "stores as owed" -> worker.storeAsOwed();
            case "settles as unknown" -> worker.settleUnknown();
            case "claims" -> assertThat(claim(worker, memory)).as(name).isEqualTo(after.phase() == WorkerPhase.READY);
            case "hands over" -> {}
            case "settles from its journal" ->
                worker.settleJournal(before.journals().get(number).letters().size());
            case "settles" -> worker.settle(outcomes(memory, keyed), retryMode(memory, keyed));
            default -> throw new IllegalStateException("no such step: " + name);
        }
    }

    private static void crash(LedgerDriver.Worker worker, ModelJournal journal) {
        List<LetterProgress> progress = journal.progress().stream()
                .<LetterProgress>map(letter -> switch (letter) {
                    case NOT_SENT -> new LetterProgress.NotSent();
                    case ANSWER_MISSING -> new LetterProgress.AnswerMissing();
                    case ACCEPTED -> new LetterProgress.Answered(new SendOutcome.Accepted("id", null));
                    case REJECTED -> new LetterProgress.Answered(new SendOutcome.Rejected("550 no", false));
                    case DEFERRED -> new LetterProgress.Answered(new SendOutcome.Deferred("later", null));
                    case UNKNOWN -> new LetterProgress.Answered(new SendOutcome.Unknown("no answer"));
                })
                .toList();
        worker.crash(journal.attempts(), progress, journal.complete());
    }

    /** The letters whose rows the step changes. */
    private static List<Integer> changed(ModelState before, ModelState after) {
        return IntStream.range(0, before.rows().size())
                .filter(letter -> !before.rows().get(letter).equals(after.rows().get(letter)))
                .boxed()
                .toList();
    }

    private static void read(LedgerDriver.Worker worker, ModelWorker memory) {
        switch (memory.task()) {
            case COMPOSE -> worker.compose(memory.letters());
            case RECOVER -> worker.readInterrupted(memory.letters());
            case SEND, GIVE_UP -> worker.readOwed(memory.letters());
        }
    }

    private static boolean claim(LedgerDriver.Worker worker, ModelWorker memory) {
        return switch (memory.task()) {
            case COMPOSE -> worker.storeAsBatch();
            case RECOVER -> worker.reclaim();
            case SEND, GIVE_UP -> worker.claim();
        };
    }

    /** The outcomes that a transport returns for the answers. */
    private static List<SendOutcome> outcomes(ModelWorker memory, boolean keyed) {
        return memory.answers().stream()
                .<SendOutcome>map(answer -> switch (answer) {
                    case ACCEPTED -> new SendOutcome.Accepted("id", null);
                    case REJECTED -> new SendOutcome.Rejected("550 no", false);
                    case LOST ->
                        keyed ? new SendOutcome.Deferred("no answer", null) : new SendOutcome.Unknown("no answer");
                    case DEFERRED, BATCH_REFUSED, UNANSWERED -> new SendOutcome.Deferred("later", null);
                })
                .toList();
    }

    private static RetryMode retryMode(ModelWorker memory, boolean keyed) {
        ProviderAnswer first = memory.answers().getFirst();
        if (first == ProviderAnswer.BATCH_REFUSED) {
            return RetryMode.ALONE;
        }
        boolean lost = first == ProviderAnswer.UNANSWERED || first == ProviderAnswer.LOST;
        return keyed && lost ? RetryMode.SAME_BATCH : RetryMode.ANY_BATCH;
    }
}

package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelJournal.RecordedProgress;
import dev.tidings.ledger.protocol.ModelState.LetterState;
import dev.tidings.ledger.protocol.ModelState.ModelLetter;
import dev.tidings.ledger.protocol.ModelWorker.WorkerPhase;
import dev.tidings.ledger.protocol.ModelWorker.WorkerTask;
import dev.tidings.ledger.protocol.ProtocolRules.ProtocolRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Steps of workers with journals: how they are killed, and what they settle when they start again. */
final class JournalModel {
    private final ProtocolRules rules;

    JournalModel(ProtocolRules rules) {
        this.rules = rules;
    }

    /**
     * The worker is killed between two steps, during a hand-over, or while it settles from its journal. Its journal is
     * kept, lost, or restored from an earlier copy.
     */
    void crashes(ModelState state, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = state.workers().get(worker);
        ModelJournal pending = state.journals().get(worker);
        if (!pending.isNone()) {
            next.accept(
                    worker + " crashes while it settles from its journal",
                    settle(state, pending.first()).withFault());
        } else if (!memory.equals(ModelWorker.IDLE)) {
            crash(state, worker, recorded(state, worker, memory), 0, next);
            if (memory.phase() == WorkerPhase.READY && memory.task() != WorkerTask.RECOVER) {
                for (int letter = 0; letter < memory.letters().size(); letter++) {
                    crashAtLetter(state, worker, letter, next);
                }
            }
        }
    }

    /** The journal of a worker that is killed between two steps. */
    private ModelJournal recorded(ModelState state, int worker, ModelWorker memory) {
        int run = state.runs().get(worker);
        boolean handsOver = memory.task() == WorkerTask.SEND || memory.task() == WorkerTask.COMPOSE;
        return switch (memory.phase()) {
            case READ ->
                handsOver && rules.keep(ProtocolRule.RECORDED_BEFORE_INTENT)
                        ? journal(
                                run,
                                memory,
                                memory.attempts().stream()
                                        .map(attempt -> attempt + 1)
                                        .toList())
                        : ModelJournal.NONE;
            case READY ->
                rules.keep(ProtocolRule.RECORDED_BEFORE_INTENT)
                        ? journal(run, memory, memory.attempts())
                        : ModelJournal.NONE;
            case ANSWERED ->
                new ModelJournal(
                        run,
                        memory.letters(),
                        memory.attempts(),
                        memory.answers().stream().map(RecordedProgress::of).toList(),
                        true);
            case IDLE -> ModelJournal.NONE;
        };
    }

    private static ModelJournal journal(int run, ModelWorker memory, List<Integer> attempts) {
        int letters = memory.letters().size();
        return new ModelJournal(
                run, memory.letters(), attempts, Collections.nCopies(letters, RecordedProgress.NOT_SENT), true);
    }

    /** The letters before this one were accepted. Its final byte was about to be sent, or was sent. */
    private void crashAtLetter(ModelState state, int worker, int position, BiConsumer<String, ModelState> next) {
        ModelWorker memory = state.workers().get(worker);
        ModelState before = state;
        for (int letter : memory.letters().subList(0, position)) {
            before = before.accepting(letter, 0);
        }
        List<RecordedProgress> progress =
                new ArrayList<>(Collections.nCopies(memory.letters().size(), RecordedProgress.NOT_SENT));
        Collections.fill(progress.subList(0, position), RecordedProgress.ACCEPTED);
        if (rules.keep(ProtocolRule.RECORDED_BEFORE_FINAL_BYTE)) {
            progress.set(position, RecordedProgress.ANSWER_MISSING);
        }
        ModelJournal journal = new ModelJournal(
                state.runs().get(worker), memory.letters(), memory.attempts(), List.copyOf(progress), true);
        crash(before, worker, journal, 1, next);
        crash(before.accepting(memory.letters().get(position), 0), worker, journal, 1, next);
    }

    /** @param unknown the number of letters that may be unknown although the journal is kept */
    private static void crash(
            ModelState state, int worker, ModelJournal journal, int unknown, BiConsumer<String, ModelState> next) {
        int other = (worker + 1) % state.workers().size();
        int letters = state.workers().get(worker).letters().size();
        ModelState crashed = state.withWorker(worker, ModelWorker.IDLE).withFault();
        ModelState after = state.holder() == worker ? crashed.withHolder(other) : crashed;
        next.accept(worker + " crashes", after.withNextRun(worker, journal).withMoreUnknown(unknown));
        if (!journal.isNone()) {
            ModelState more = after.withMoreUnknown(letters);
            next.accept(worker + " crashes and its journal is lost", more.withNextRun(worker, ModelJournal.NONE));
            IntStream.rangeClosed(0, letters)
                    .mapToObj(journal::copiedAt)
                    .forEach(copy -> next.accept(
                            worker + " crashes and its journal is restored: " + copy.progress(),
                            more.withNextRun(worker, copy)));
        }
    }

    ModelState settle(ModelState state, ModelJournal journal) {
        ModelState after = state;
        for (int i = 0; i < journal.letters().size(); i++) {
            int letter = journal.letters().get(i);
            ModelLetter row = state.rows().get(letter);
            boolean latest = row.run() == journal.run()
                    && row.attempt() == journal.attempts().get(i);
            if (latest || !rules.keep(ProtocolRule.RECORDS_FENCED)) {
                after = after.withRow(letter, settled(row, journal.progress().get(i), journal.complete()));
            }
        }
        return expanded(after, journal);
    }

    /** Expands the batch that the run left to rows, whatever the journal has of its letters. */
    private static ModelState expanded(ModelState state, ModelJournal journal) {
        return state.withRows(state.rows().stream()
                .map(row -> row.state() == LetterState.IN_BATCH && row.run() == journal.run()
                        ? row.withState(LetterState.HANDED_OVER)
                        : row)
                .toList());
    }

    private ModelLetter settled(ModelLetter row, RecordedProgress progress, boolean complete) {
        boolean proven = complete || !rules.keep(ProtocolRule.COPIES_PROVE_ONLY_ANSWERS);
        boolean handedOver = row.state() == LetterState.HANDED_OVER || row.state() == LetterState.IN_BATCH;
        boolean retried =
                row.state() == LetterState.OWED && row.unknownAttempt() > 0 && row.unknownAttempt() == row.attempt();
        if (retried) {
            return progress == RecordedProgress.ACCEPTED
                    ? row.withState(LetterState.SENT).withRun(0)
                    : row;
        }
        if (!handedOver && row.state() != LetterState.UNKNOWN) {
            return row;
        }
        return switch (progress) {
            case ACCEPTED -> row.withState(LetterState.SENT).withRun(0);
            case REJECTED -> row.withState(rules.refused(row)).withRun(0);
            case DEFERRED -> row.owed(0, false);
            case UNKNOWN -> row.withState(LetterState.UNKNOWN);
            case NOT_SENT -> proven ? row.owed(0, false) : row;
            case ANSWER_MISSING -> proven ? row.withState(LetterState.UNKNOWN) : row;
        };
    }
}

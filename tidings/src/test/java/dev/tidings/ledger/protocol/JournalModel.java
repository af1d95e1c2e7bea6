package dev.tidings.ledger.protocol;

import dev.tidings.ledger.protocol.ModelJournal.RecordedProgress;
import dev.tidings.ledger.protocol.ModelState.LetterState;
import dev.tidings.ledger.protocol.ModelState.ModelLetter;
import dev.tidings.ledger.protocol.ModelState.ModelWorker;
import dev.tidings.ledger.protocol.ModelState.WorkerPhase;
import dev.tidings.ledger.protocol.ModelState.WorkerTask;
import dev.tidings.ledger.protocol.ProtocolRules.ProtocolRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** What workers with journals do: how they are killed, and what they settle when they start again. */
final class JournalModel {
    private final ProtocolRules rules;

    JournalModel(ProtocolRules rules) {
        this.rules = rules;
    }

    /**
     * The worker is killed: where it is, or in the middle of a hand-over, or while it settles from its journal. Its
     * journal is kept, lost, or put back from a copy of an earlier moment.
     */
    void crashes(ModelState world, int worker, BiConsumer<String, ModelState> next) {
        ModelWorker memory = world.workers().get(worker);
        ModelJournal pending = world.journals().get(worker);
        if (!pending.isNone()) {
            next.accept(
                    worker + " crashes while it settles from its journal",
                    settle(world, pending.first()).withFault());
        } else if (!memory.equals(ModelWorker.IDLE)) {
            crash(world, worker, recorded(world, worker, memory), 0, next);
            if (memory.phase() == WorkerPhase.READY && memory.task() != WorkerTask.RECOVER) {
                for (int letter = 0; letter < memory.letters().size(); letter++) {
                    crashAtLetter(world, worker, letter, next);
                }
            }
        }
    }

    /** What the journal says of a worker that is killed between two steps. */
    private ModelJournal recorded(ModelState world, int worker, ModelWorker memory) {
        int run = world.runs().get(worker);
        boolean hands = memory.task() == WorkerTask.SEND || memory.task() == WorkerTask.COMPOSE;
        return switch (memory.phase()) {
            case READ ->
                hands && rules.keep(ProtocolRule.RECORDED_BEFORE_INTENT)
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

    /** The letters before this one were accepted; its final byte was about to leave, or has left. */
    private void crashAtLetter(ModelState world, int worker, int position, BiConsumer<String, ModelState> next) {
        ModelWorker memory = world.workers().get(worker);
        ModelState before = world;
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
                world.runs().get(worker), memory.letters(), memory.attempts(), List.copyOf(progress), true);
        crash(before, worker, journal, 1, next);
        crash(before.accepting(memory.letters().get(position), 0), worker, journal, 1, next);
    }

    /** @param unknown how many letters may be unknown although the journal is kept */
    private static void crash(
            ModelState world, int worker, ModelJournal journal, int unknown, BiConsumer<String, ModelState> next) {
        int other = (worker + 1) % world.workers().size();
        int letters = world.workers().get(worker).letters().size();
        ModelState crashed = world.withWorker(worker, ModelWorker.IDLE).withFault();
        ModelState after = world.holder() == worker ? crashed.withHolder(other) : crashed;
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

    ModelState settle(ModelState world, ModelJournal journal) {
        ModelState after = world;
        for (int i = 0; i < journal.letters().size(); i++) {
            int letter = journal.letters().get(i);
            ModelLetter row = world.rows().get(letter);
            boolean latest = row.run() == journal.run()
                    && row.attempt() == journal.attempts().get(i);
            if (latest || !rules.keep(ProtocolRule.RECORDS_FENCED)) {
                after = after.withRow(letter, settled(row, journal.progress().get(i), journal.complete()));
            }
        }
        return expanded(after, journal);
    }

    /** The batch that the run left is expanded to rows, whatever the journal says of its letters. */
    private static ModelState expanded(ModelState world, ModelJournal journal) {
        return world.withRows(world.rows().stream()
                .map(row -> row.state() == LetterState.IN_BATCH && row.run() == journal.run()
                        ? row.withState(LetterState.HANDED_OVER)
                        : row)
                .toList());
    }

    private ModelLetter settled(ModelLetter row, RecordedProgress progress, boolean complete) {
        boolean proven = complete || !rules.keep(ProtocolRule.COPIES_PROVE_ANSWERS);
        boolean handedOver = row.state() == LetterState.HANDED_OVER || row.state() == LetterState.IN_BATCH;
        if (!handedOver && row.state() != LetterState.UNKNOWN) {
            return row;
        }
        return switch (progress) {
            case ACCEPTED -> row.withState(LetterState.SENT).withRun(0);
            case REJECTED -> row.withState(LetterState.ERROR).withRun(0);
            case DEFERRED -> owed(row);
            case UNKNOWN -> row.withState(LetterState.UNKNOWN);
            case NOT_SENT -> proven ? owed(row) : row;
            case ANSWER_MISSING -> proven ? row.withState(LetterState.UNKNOWN) : row;
        };
    }

    private static ModelLetter owed(ModelLetter row) {
        return new ModelLetter(LetterState.OWED, row.attempt(), 0, false, row.run());
    }
}

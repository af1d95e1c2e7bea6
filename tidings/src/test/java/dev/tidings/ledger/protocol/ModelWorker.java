package dev.tidings.ledger.protocol;

import dev.tidings.transport.Transport.RetryMode;
import java.util.Arrays;
import java.util.List;

/**
 * A worker's memory. A crash loses it.
 *
 * @param letters the letters of its batch
 * @param attempts the attempts of those letters, as the worker last read or made them
 * @param retryMode how the letters are sent again if nothing is accepted now: as the same batch if they may be out
 *     already
 */
record ModelWorker(
        WorkerPhase phase,
        WorkerTask task,
        List<Integer> letters,
        List<Integer> attempts,
        int key,
        RetryMode retryMode,
        List<ProviderAnswer> answers) {
    static final ModelWorker IDLE =
            new ModelWorker(WorkerPhase.IDLE, WorkerTask.SEND, List.of(), List.of(), 0, RetryMode.ANY_BATCH, List.of());

    ModelWorker ready(List<Integer> newAttempts, int newKey) {
        return new ModelWorker(WorkerPhase.READY, task, letters, newAttempts, newKey, retryMode, List.of());
    }

    ModelWorker answered(List<ProviderAnswer> received) {
        return new ModelWorker(WorkerPhase.ANSWERED, task, letters, attempts, key, retryMode, List.copyOf(received));
    }

    /** What a worker does. */
    enum WorkerTask {
        COMPOSE,
        /** Continues what a stopped worker left. */
        RECOVER,
        SEND,
        /** Sends nothing, because the edition was cancelled or it is too late. */
        GIVE_UP
    }

    enum WorkerPhase {
        IDLE,
        /** Has read its letters. */
        READ,
        /** Is about to hand over. */
        READY,
        /** Has an answer, or knows that none will come. */
        ANSWERED
    }

    /** The provider's answer about one letter, as the worker received it. */
    enum ProviderAnswer {
        ACCEPTED,
        REJECTED,
        DEFERRED,
        /** Its batch is refused as a whole, even if the letter alone would be accepted. */
        BATCH_REFUSED,
        /** The connection was lost before the letter was complete. */
        UNANSWERED,
        /** The connection was lost after the letter was complete. */
        LOST;

        static List<ProviderAnswer> toOneLetter() {
            return Arrays.stream(values())
                    .filter(answer -> answer != BATCH_REFUSED)
                    .toList();
        }

        boolean isTrouble() {
            return this == DEFERRED || this == UNANSWERED || this == LOST;
        }
    }
}

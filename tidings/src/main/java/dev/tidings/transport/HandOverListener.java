package dev.tidings.transport;

/**
 * Receives the progress of one batch while a transport hands it over. Its methods are called by the thread that called
 * {@link Transport#handOver}, in the order of the messages, and must not block.
 */
public interface HandOverListener {
    /** Lets every message start and ignores the progress. */
    HandOverListener NONE = new HandOverListener() {
        @Override
        public boolean mayStart(int position) {
            return true;
        }

        @Override
        public void onFinalByte(int position) {}

        @Override
        public void onOutcome(int position, SendOutcome outcome) {}
    };

    /**
     * Asked before a message's first byte leaves, its envelope included. Asked again before its contents leave if the
     * envelope was sent ahead, and if it has to start anew on another connection. If false, this message and all later
     * ones of the batch are Deferred without a delay; they do not count as a failure of the transport. A transport that
     * sends a batch in one request asks for the first message only.
     *
     * @param position position of the message in its batch, from 0
     */
    boolean mayStart(int position);

    /**
     * Called immediately before the write that may complete a message at the server. From here on, the message may be
     * accepted. Only transports without a {@linkplain Transport#replayWindow replay window} call it.
     */
    void onFinalByte(int position);

    /** Called when a message's outcome is known. Only transports without a replay window call it. */
    void onOutcome(int position, SendOutcome outcome);
}

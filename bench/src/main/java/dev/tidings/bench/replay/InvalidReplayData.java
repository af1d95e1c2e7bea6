package dev.tidings.bench.replay;

/** Says what is wrong with a folder of data, and where. */
public final class InvalidReplayData extends RuntimeException {
    InvalidReplayData(String message) {
        super(message);
    }
}

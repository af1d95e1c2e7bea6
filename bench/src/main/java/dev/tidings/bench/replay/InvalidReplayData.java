package dev.tidings.bench.replay;

/** An error in a data folder, with its place. */
public final class InvalidReplayData extends RuntimeException {
    InvalidReplayData(String message) {
        super(message);
    }
}

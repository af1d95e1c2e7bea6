package dev.tidings.bench.replay;

/** An error in a data folder, with the file and line. */
public final class InvalidReplayData extends RuntimeException {
    InvalidReplayData(String message) {
        super(message);
    }
}

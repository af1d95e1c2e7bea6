package dev.tidings.bench.replay;

/** Says what is wrong with a folder of data, and where. */
public final class DataRefused extends RuntimeException {
    DataRefused(String message) {
        super(message);
    }
}

package dev.tidings.bench;

import dev.tidings.bench.Tally.Count;
import dev.tidings.bench.Task.SinkKind;
import java.util.Locale;
import java.util.Map;

/** A sink of this bench. */
record OwnSink(String name, int port, ChildProcess process) implements TargetSink {
    private static final String HEAP = "1g";

    static OwnSink start(SinkKind kind) {
        ChildProcess process = ChildProcess.start(HEAP, Map.of(), "sink", kind.name());
        int port = process.answer(SinkCommand.Open.class).port();
        return new OwnSink("the bench's " + kind.name().toLowerCase(Locale.ROOT) + " sink", port, process);
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public Count count() {
        process.tell("count");
        return process.answer(Count.class);
    }

    @Override
    public void close() {
        process.close();
    }
}

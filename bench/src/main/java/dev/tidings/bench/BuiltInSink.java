package dev.tidings.bench;

import dev.tidings.bench.DeliverWorkload.SinkKind;
import dev.tidings.bench.SinkCounter.SinkCount;
import java.util.Locale;
import java.util.Map;

/** A sink that the bench implements. */
record BuiltInSink(String name, int port, ChildProcess process) implements TargetSink {
    private static final String HEAP = "1g";

    static BuiltInSink start(SinkKind kind, SinkLimits limits) {
        ChildProcess process = ChildProcess.start(
                HEAP,
                Map.of(),
                "sink",
                kind.name(),
                String.valueOf(limits.connections()),
                String.valueOf(limits.letters()));
        int port = process.receive(SinkCommand.SinkOpened.class).port();
        return new BuiltInSink("the bench's " + kind.name().toLowerCase(Locale.ROOT) + " sink", port, process);
    }

    @Override
    public boolean countsLetters() {
        return true;
    }

    @Override
    public SinkCount takeCount() {
        process.send("count");
        return process.receive(SinkCount.class);
    }

    @Override
    public void close() {
        process.close();
    }
}

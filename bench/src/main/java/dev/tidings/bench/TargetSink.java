package dev.tidings.bench;

import dev.tidings.bench.DeliverWorkload.SinkKind;
import dev.tidings.bench.SinkCounter.SinkCount;
import java.nio.file.Path;
import java.util.Optional;

/** The server that accepts a run's letters, in a process of its own. */
interface TargetSink extends AutoCloseable {

    /** As the report names it. */
    String name();

    int port();

    /** Whether it counts letters and Message-IDs; if not, the ledger alone is asked. */
    boolean countsLetters();

    /** What came since the last time; of a sink that does not count, bytes and CPU alone. */
    SinkCount takeCount();

    @Override
    void close();

    static TargetSink start(SinkKind kind) {
        Optional<Path> postfix = kind == SinkKind.SMTP ? SmtpSource.find("smtp-sink") : Optional.empty();
        return postfix.isPresent() ? PostfixSink.start(postfix.get()) : BuiltInSink.start(kind);
    }
}

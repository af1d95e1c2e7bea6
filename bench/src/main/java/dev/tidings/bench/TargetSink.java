package dev.tidings.bench;

import dev.tidings.bench.DeliverWorkload.SinkKind;
import dev.tidings.bench.SinkCounter.SinkCount;
import java.nio.file.Path;
import java.util.Optional;

/** The server that accepts the letters of a run, in a separate process. */
interface TargetSink extends AutoCloseable {

    /** The name in reports. */
    String name();

    int port();

    /** Whether the sink counts letters and Message-IDs. If not, only the ledger is checked. */
    boolean countsLetters();

    /** The count since the last call. A sink that counts no letters reports only bytes and CPU. */
    SinkCount takeCount();

    @Override
    void close();

    static TargetSink start(SinkKind kind, SinkLimits limits) {
        boolean postfix = kind == SinkKind.SMTP && limits.equals(SinkLimits.NONE);
        Optional<Path> smtpSink = postfix ? SmtpSource.find("smtp-sink") : Optional.empty();
        return smtpSink.isPresent() ? PostfixSink.start(smtpSink.get()) : BuiltInSink.start(kind, limits);
    }
}

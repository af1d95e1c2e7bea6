package dev.tidings.bench;

import static java.util.Locale.ROOT;

import dev.tidings.bench.Figures.Baseline;
import dev.tidings.digest.DigestPeriod;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One measurement, start to end: the tables filled, the program's edition, the baselines after it. */
final class DeliverRun {
    private static final String DIGEST = "living-lytics";
    private static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.of(2026, 5, 4));
    private static final String SINK_HEAP = "1g";
    private static final String SENDER_HEAP = "64m";

    private final Path home;
    private final Task task;
    private final PrintWriter out;

    /** What the program's edition took, as told by each of the processes. */
    record Edition(
            ProgramCommand.Ready ready,
            Program.Report program,
            Sink.Count sink,
            double sinkCpuSeconds,
            double databaseCpuSeconds,
            Ledger ledger) {}

    /** What the tables say when the edition is closed. */
    record Ledger(long sent, long otherwise, long owed) {}

    /** @param home the project's folder */
    DeliverRun(Path home, Task task, PrintWriter out) {
        this.home = home;
        this.task = task;
        this.out = out;
    }

    Figures measure() throws InterruptedException {
        out.println("Starting PostgreSQL ...");
        try (TemporaryDatabase database = TemporaryDatabase.open(home.resolve("bench/target"));
                ChildProcess sink = ChildProcess.start(SINK_HEAP, Map.of(), "sink")) {
            int port = sink.answer(SinkCommand.Open.class).port();
            out.printf(ROOT, "Filling in %,d readers and their numbers ...%n", task.recipients());
            new SampleReaders(database.jdbc()).fill(task.recipients(), WEEK);
            out.printf(ROOT, "Sending %,d letters over %d connections ...%n", task.recipients(), task.connections());
            Edition edition = send(database, sink, port);
            int size = Math.toIntExact(
                    edition.sink().bytes() / Math.max(1, edition.sink().accepted()));
            out.printf(ROOT, "Sending %,d letters of %,d bytes without Tidings ...%n", task.recipients(), size);
            Baseline plain = plain(sink, port, size);
            Baseline smtpSource = smtpSource(sink, port, size);
            return Figures.of(task, Machine.here(database.version()), edition, plain, smtpSource);
        }
    }

    private Edition send(TemporaryDatabase database, ChildProcess sink, int port) {
        try (ChildProcess program = ChildProcess.start(
                task.heap(),
                environment(database, port),
                "program",
                DIGEST,
                WEEK.start().toString())) {
            ProgramCommand.Ready ready = program.answer(ProgramCommand.Ready.class);
            double databaseBefore = database.cpuSeconds();
            double sinkBefore = count(sink).cpuSeconds();
            program.tell("send");
            Program.Report report = program.answer(Program.Report.class);
            Sink.Count count = count(sink);
            return new Edition(
                    ready,
                    report,
                    count,
                    count.cpuSeconds() - sinkBefore,
                    database.cpuSeconds() - databaseBefore,
                    ledger(database));
        }
    }

    private Map<String, String> environment(TemporaryDatabase database, int port) {
        return Map.of(
                "TIDINGS_DATABASE_URL",
                database.url(),
                "TIDINGS_DATA",
                database.folder().toString(),
                "TIDINGS_CONFIG",
                home.resolve("examples").resolve(DIGEST).toString(),
                "TIDINGS_SECRET",
                "a-secret-for-letters-that-go-nowhere",
                "TIDINGS_TRANSPORT",
                "smtp",
                "SMTP_URL",
                "smtp://127.0.0.1:" + port + "?starttls=never&connections=" + task.connections());
    }

    private static Ledger ledger(TemporaryDatabase database) {
        return database.jdbc().sql("""
                        select count(*) filter (where status = 'sent') as sent, count(*) filter (where status <> 'sent') as otherwise,
                               (select count(*) from delivery) as owed
                        from digest_log
                        """).query(Ledger.class).single();
    }

    private Baseline plain(ChildProcess sink, int port, int size) {
        String[] arguments = {
            "sender",
            "--port=" + port,
            "--connections=" + task.connections(),
            "--messages=" + task.recipients(),
            "--size=" + size,
        };
        try (ChildProcess sender = ChildProcess.start(SENDER_HEAP, Map.of(), arguments)) {
            PlainSender.Report report = sender.answer(PlainSender.Report.class);
            requireAll(count(sink), "the plain sender");
            return new Baseline(task.recipients() / report.seconds(), report.cpuSeconds() / task.recipients() * 1000);
        }
    }

    private @Nullable Baseline smtpSource(ChildProcess sink, int port, int size) throws InterruptedException {
        Optional<SmtpSource> found = SmtpSource.find();
        if (found.isEmpty()) {
            return null;
        }
        double seconds = found.get().send(port, task.connections(), task.recipients(), size);
        requireAll(count(sink), "smtp-source");
        return new Baseline(task.recipients() / seconds, null);
    }

    private void requireAll(Sink.Count count, String sender) {
        if (count.accepted() != task.recipients()) {
            throw new BenchFailure(
                    "the sink took " + count.accepted() + " letters from " + sender + ", not " + task.recipients());
        }
    }

    private static Sink.Count count(ChildProcess sink) {
        sink.tell("count");
        return sink.answer(Sink.Count.class);
    }
}

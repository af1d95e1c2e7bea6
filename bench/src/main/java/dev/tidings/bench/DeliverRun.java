package dev.tidings.bench;

import static java.util.Locale.ROOT;

import dev.tidings.bench.Figures.Baseline;
import dev.tidings.bench.Task.SinkKind;
import dev.tidings.digest.DigestPeriod;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One measurement, start to end: the tables filled, the program's edition, the baselines after it. */
final class DeliverRun {
    private static final String DIGEST = "living-lytics";
    private static final DigestPeriod WEEK = DigestPeriod.containing(LocalDate.of(2026, 5, 4));
    private static final String SENDER_HEAP = "64m";

    private final Path home;
    private final Task task;
    private final PrintWriter out;

    /** What a flight recorder in the first node writes; null for none. */
    private final @Nullable Path recording;

    /** What the program's edition took, as told by each of the processes. */
    record Edition(
            ProgramCommand.Ready ready,
            Program.Report program,
            boolean sinkCounts,
            Tally.Count sink,
            double sinkCpuSeconds,
            double databaseCpuSeconds,
            Ledger ledger) {}

    /**
     * What the tables say when the edition is closed.
     *
     * @param firstSeconds from the edition's opening to the first letter's outcome
     * @param planSeconds from the edition's opening to the end of its planning
     */
    record Ledger(long sent, long otherwise, long owed, double firstSeconds, double planSeconds) {}

    /** @param home the project's folder */
    DeliverRun(Path home, Task task, PrintWriter out) {
        this(home, task, out, null);
    }

    /** @param recording the file that a flight recorder in the first node writes, or null for none */
    DeliverRun(Path home, Task task, PrintWriter out, @Nullable Path recording) {
        this.home = home;
        this.task = task;
        this.out = out;
        this.recording = recording;
    }

    /** With the other senders after it. */
    Figures measure() throws InterruptedException {
        out.println("Starting PostgreSQL ...");
        try (TemporaryDatabase database = TemporaryDatabase.open(home.resolve("bench/target"));
                TargetSink sink = TargetSink.start(task.sink())) {
            Edition edition = send(database, sink);
            Baseline plain = null;
            Baseline smtpSource = null;
            if (task.sink() != SinkKind.RESEND) {
                int size = Math.toIntExact(edition.sink().bytes() / task.recipients());
                out.printf(ROOT, "Sending %,d letters of %,d bytes without Tidings ...%n", task.recipients(), size);
                plain = plain(sink, size);
                smtpSource = smtpSource(sink, size);
            }
            return Figures.of(task, sink.name(), Machine.here(database.version()), edition, plain, smtpSource);
        }
    }

    /** The program's edition alone. */
    Figures measureAlone() {
        try (TemporaryDatabase database = TemporaryDatabase.open(home.resolve("bench/target"));
                TargetSink sink = TargetSink.start(task.sink())) {
            Edition edition = send(database, sink);
            return Figures.of(task, sink.name(), Machine.here(database.version()), edition, null, null);
        }
    }

    private Edition send(TemporaryDatabase database, TargetSink sink) {
        SampleReaders readers = new SampleReaders(database.jdbc());
        int warm = Math.min(task.warm(), task.recipients());
        if (warm > 0) {
            out.printf(ROOT, "Filling in %,d readers and their numbers, for the week before ...%n", warm);
            readers.fill(1, warm, WEEK, 3);
        }
        List<ChildProcess> helpers = new ArrayList<>();
        try (ChildProcess program = start(recording, database, sink)) {
            ProgramCommand.Ready ready = program.answer(ProgramCommand.Ready.class);
            for (int node = 1; node < task.nodes(); node++) {
                ChildProcess helper = start(null, database, sink);
                helpers.add(helper);
                helper.answer(ProgramCommand.Ready.class);
            }
            if (warm > 0) {
                out.printf(ROOT, "Sending them the letter of the week before ...%n");
                program.tell(ProgramCommand.WARM_UP);
                program.answer(ProgramCommand.Warm.class);
            }
            if (warm < task.recipients()) {
                out.printf(ROOT, "Filling in %,d readers and their numbers ...%n", task.recipients() - warm);
            }
            readers.fill(warm + 1, task.recipients(), WEEK, 2);
            out.printf(
                    ROOT,
                    "Sending %,d letters from %d %s over %d connections to %s ...%n",
                    task.recipients(),
                    task.nodes(),
                    task.nodes() == 1 ? "node" : "nodes",
                    task.nodes() * task.connections(),
                    sink.name());
            helpers.forEach(helper -> helper.tell(ProgramCommand.HELP));
            double databaseBefore = database.cpuSeconds();
            double sinkBefore = sink.count().cpuSeconds();
            program.tell("send");
            Program.Report report = program.answer(Program.Report.class);
            for (ChildProcess helper : helpers) {
                helper.tell("enough");
                report = report.with(helper.answer(Program.Report.class));
            }
            Tally.Count count = sink.count();
            return new Edition(
                    ready,
                    report,
                    sink.counts(),
                    count,
                    count.cpuSeconds() - sinkBefore,
                    database.cpuSeconds() - databaseBefore,
                    ledger(database));
        } finally {
            helpers.forEach(ChildProcess::close);
        }
    }

    private ChildProcess start(@Nullable Path recording, TemporaryDatabase database, TargetSink sink) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + task.heap()));
        if (recording != null) {
            options.add("-XX:StartFlightRecording=settings=profile,filename=" + recording);
            // So that samples are not only taken where the virtual machine stops threads anyway.
            options.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
        }
        return ChildProcess.start(
                options,
                environment(database, sink.port()),
                "program",
                DIGEST,
                WEEK.start().toString());
    }

    private Map<String, String> environment(TemporaryDatabase database, int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TIDINGS_DATABASE_URL", database.url());
        environment.put("TIDINGS_DATA", database.folder().toString());
        environment.put(
                "TIDINGS_CONFIG", home.resolve("examples").resolve(DIGEST).toString());
        environment.put("TIDINGS_SECRET", "a-secret-for-letters-that-go-nowhere");
        if (task.sink() == SinkKind.RESEND) {
            environment.put("RESEND_API_KEY", "re_of_nobody");
            environment.put("RESEND_BASE_URL", "http://127.0.0.1:" + port);
            environment.put("RESEND_RATE", "9999");
        } else {
            environment.put("TIDINGS_TRANSPORT", "smtp");
            environment.put(
                    "SMTP_URL", "smtp://127.0.0.1:" + port + "?starttls=never&connections=" + task.connections());
        }
        return environment;
    }

    private static Ledger ledger(TemporaryDatabase database) {
        return database.jdbc().sql("""
                        select count(*) filter (where l.status = 'sent') as sent,
                               count(*) filter (where l.status <> 'sent') as otherwise,
                               (select count(*) from owed_letter) as owed,
                               extract(epoch from min(l.sent_at) - e.opened_at)::float8 as first_seconds,
                               extract(epoch from e.planned_at - e.opened_at)::float8 as plan_seconds
                        from edition e left join digest_log l on l.edition_id = e.id
                        where e.period_start = ?
                        group by e.id
                        """).param(WEEK.start()).query(Ledger.class).single();
    }

    private Baseline plain(TargetSink sink, int size) {
        String[] arguments = {
            "sender",
            "--port=" + sink.port(),
            "--connections=" + task.connections(),
            "--messages=" + task.recipients(),
            "--size=" + size,
        };
        try (ChildProcess sender = ChildProcess.start(SENDER_HEAP, Map.of(), arguments)) {
            PlainSender.Report report = sender.answer(PlainSender.Report.class);
            requireAll(sink, "the plain sender");
            return new Baseline(task.recipients() / report.seconds(), report.cpuSeconds() / task.recipients() * 1000);
        }
    }

    private @Nullable Baseline smtpSource(TargetSink sink, int size) throws InterruptedException {
        Optional<SmtpSource> found = SmtpSource.find();
        if (found.isEmpty()) {
            return null;
        }
        double seconds = found.get().send(sink.port(), task.connections(), task.recipients(), size);
        requireAll(sink, "smtp-source");
        return new Baseline(task.recipients() / seconds, null);
    }

    private void requireAll(TargetSink sink, String sender) {
        Tally.Count count = sink.count();
        if (sink.counts() && count.accepted() != task.recipients()) {
            throw new BenchFailure(
                    "the sink took " + count.accepted() + " letters from " + sender + ", not " + task.recipients());
        }
    }
}

package dev.tidings.bench;

import static java.util.Locale.ROOT;

import dev.tidings.bench.DeliverMeasurement.Baseline;
import dev.tidings.bench.DeliverWorkload.SinkKind;
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
    private final DeliverWorkload workload;
    private final PrintWriter out;

    /** What a flight recorder in the first node writes; null for none. */
    private final @Nullable Path recording;

    /** The figures of the program's edition, from all processes. */
    record EditionMeasurement(
            ProgramCommand.ProgramReady ready,
            ProgramUnderTest.ProgramReport program,
            boolean sinkCounts,
            SinkCounter.SinkCount sink,
            double sinkCpuSeconds,
            double databaseCpuSeconds,
            MeasuredLedger ledger) {}

    /**
     * The counts in the tables after the edition is closed.
     *
     * @param firstSeconds from the edition's opening to the first letter's outcome
     * @param planSeconds from the edition's opening to the end of its planning
     */
    record MeasuredLedger(long sent, long otherwise, long owed, double firstSeconds, double planSeconds) {}

    /** @param home the project's folder */
    DeliverRun(Path home, DeliverWorkload workload, PrintWriter out) {
        this(home, workload, out, null);
    }

    /** @param recording the file for a Flight Recorder recording of the first node; null without a recording */
    DeliverRun(Path home, DeliverWorkload workload, PrintWriter out, @Nullable Path recording) {
        this.home = home;
        this.workload = workload;
        this.out = out;
        this.recording = recording;
    }

    /** Measures the edition and then the plain senders. */
    DeliverMeasurement measure() throws InterruptedException {
        out.println("Starting PostgreSQL ...");
        try (TemporaryDatabase database = TemporaryDatabase.open(home.resolve("bench/target"));
                TargetSink sink = TargetSink.start(workload.sink(), workload.limits())) {
            EditionMeasurement edition = measureEdition(database, sink);
            Baseline plain = null;
            Baseline smtpSource = null;
            if (workload.sink() != SinkKind.RESEND && workload.limits().equals(SinkLimits.NONE)) {
                int size = Math.toIntExact(edition.sink().bytes() / workload.recipients());
                out.printf(ROOT, "Sending %,d letters of %,d bytes without Tidings ...%n", workload.recipients(), size);
                plain = plain(sink, size);
                smtpSource = smtpSource(sink, size);
            }
            return DeliverMeasurement.of(
                    workload, sink.name(), Machine.current(database.version()), edition, plain, smtpSource);
        }
    }

    /** Measures only the edition. */
    DeliverMeasurement measureAlone() {
        try (TemporaryDatabase database = TemporaryDatabase.open(home.resolve("bench/target"));
                TargetSink sink = TargetSink.start(workload.sink(), workload.limits())) {
            EditionMeasurement edition = measureEdition(database, sink);
            return DeliverMeasurement.of(
                    workload, sink.name(), Machine.current(database.version()), edition, null, null);
        }
    }

    private EditionMeasurement measureEdition(TemporaryDatabase database, TargetSink sink) {
        BenchUsers readers = new BenchUsers(database.jdbc());
        int warm = Math.min(workload.warm(), workload.recipients());
        if (warm > 0) {
            out.printf(ROOT, "Inserting %,d readers and their metrics, for the week before ...%n", warm);
            readers.insert(1, warm, WEEK, 3);
        }
        List<ChildProcess> helpers = new ArrayList<>();
        try (ChildProcess program = start(recording, database, sink)) {
            ProgramCommand.ProgramReady ready = program.receive(ProgramCommand.ProgramReady.class);
            startHelpers(helpers, database, sink);
            if (warm > 0) {
                warmUp(program);
            }
            if (warm < workload.recipients()) {
                out.printf(ROOT, "Inserting %,d readers and their metrics ...%n", workload.recipients() - warm);
            }
            readers.insert(warm + 1, workload.recipients(), WEEK, 2);
            out.printf(
                    ROOT,
                    "Sending %,d letters from %d %s over %d connections to %s ...%n",
                    workload.recipients(),
                    workload.nodes(),
                    workload.nodes() == 1 ? "node" : "nodes",
                    workload.nodes() * workload.connections(),
                    sink.name());
            helpers.forEach(helper -> helper.send(ProgramCommand.HELP));
            double databaseBefore = database.cpuSeconds();
            double sinkBefore = sink.takeCount().cpuSeconds();
            program.send("send");
            ProgramUnderTest.ProgramReport report = program.receive(ProgramUnderTest.ProgramReport.class);
            for (ChildProcess helper : helpers) {
                helper.send("stop");
                report = report.plus(helper.receive(ProgramUnderTest.ProgramReport.class));
            }
            SinkCounter.SinkCount count = sink.takeCount();
            return new EditionMeasurement(
                    ready,
                    report,
                    sink.countsLetters(),
                    count,
                    count.cpuSeconds() - sinkBefore,
                    database.cpuSeconds() - databaseBefore,
                    countLedger(database));
        } finally {
            helpers.forEach(ChildProcess::close);
        }
    }

    private void startHelpers(List<ChildProcess> helpers, TemporaryDatabase database, TargetSink sink) {
        for (int node = 1; node < workload.nodes(); node++) {
            ChildProcess helper = start(null, database, sink);
            helpers.add(helper);
            helper.receive(ProgramCommand.ProgramReady.class);
        }
    }

    private void warmUp(ChildProcess program) {
        out.printf(ROOT, "Sending them the letter of the week before ...%n");
        program.send(ProgramCommand.WARM_UP);
        program.receive(ProgramCommand.WarmUpDone.class);
    }

    private ChildProcess start(@Nullable Path recording, TemporaryDatabase database, TargetSink sink) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + workload.heap()));
        if (recording != null) {
            options.add("-XX:StartFlightRecording=settings=profile,filename=" + recording);
            // Otherwise samples are only taken at safepoints.
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
        if (workload.sink() == SinkKind.RESEND) {
            environment.put("RESEND_API_KEY", "re_of_nobody");
            environment.put("RESEND_BASE_URL", "http://127.0.0.1:" + port);
            environment.put("RESEND_RATE", "9999");
        } else {
            environment.put("TIDINGS_TRANSPORT", "smtp");
            environment.put(
                    "SMTP_URL", "smtp://127.0.0.1:" + port + "?starttls=never&connections=" + workload.connections());
        }
        return environment;
    }

    private static MeasuredLedger countLedger(TemporaryDatabase database) {
        return database.jdbc()
                .sql("""
                        select count(*) filter (where l.status = 'sent') as sent,
                               count(*) filter (where l.status <> 'sent') as otherwise,
                               (select count(*) from owed_letter) as owed,
                               extract(epoch from min(l.sent_at) - e.opened_at)::float8 as first_seconds,
                               extract(epoch from e.planned_at - e.opened_at)::float8 as plan_seconds
                        from edition e left join digest_log l on l.edition_id = e.id
                        where e.period_start = ?
                        group by e.id
                        """)
                .param(WEEK.start())
                .query(MeasuredLedger.class)
                .single();
    }

    private Baseline plain(TargetSink sink, int size) {
        String[] arguments = {
            "sender",
            "--port=" + sink.port(),
            "--connections=" + workload.connections(),
            "--messages=" + workload.recipients(),
            "--size=" + size,
        };
        try (ChildProcess sender = ChildProcess.start(SENDER_HEAP, Map.of(), arguments)) {
            PlainSender.PlainSenderReport report = sender.receive(PlainSender.PlainSenderReport.class);
            requireAll(sink, "the plain sender");
            return new Baseline(
                    workload.recipients() / report.seconds(), report.cpuSeconds() / workload.recipients() * 1000);
        }
    }

    private @Nullable Baseline smtpSource(TargetSink sink, int size) throws InterruptedException {
        Optional<SmtpSource> source = SmtpSource.find();
        if (source.isEmpty()) {
            return null;
        }
        double seconds = source.get().send(sink.port(), workload.connections(), workload.recipients(), size);
        requireAll(sink, "smtp-source");
        return new Baseline(workload.recipients() / seconds, null);
    }

    private void requireAll(TargetSink sink, String sender) {
        SinkCounter.SinkCount count = sink.takeCount();
        if (sink.countsLetters() && count.accepted() != workload.recipients()) {
            throw new BenchException("the sink accepted " + count.accepted() + " letters from " + sender + ", not "
                    + workload.recipients());
        }
    }
}

package dev.tidings.bench;

import static java.util.Locale.ROOT;

import dev.tidings.bench.DeliverMeasurement.Baseline;
import dev.tidings.bench.DeliverWorkload.SinkKind;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints a measurement as a table. */
final class DeliverMeasurementTable {
    private final DeliverMeasurement measurement;

    DeliverMeasurementTable(DeliverMeasurement measurement) {
        this.measurement = measurement;
    }

    void print(PrintWriter out) {
        Machine machine = measurement.machine();
        out.println();
        out.printf(
                ROOT,
                "%d cores, %d GiB, %s, Java %s, PostgreSQL %s (fsync on)%n",
                machine.cores(),
                machine.memoryGib(),
                machine.system(),
                machine.java(),
                machine.postgresql());
        out.println();
        out.printf(
                ROOT,
                "Letters           %,10d  of %,d bytes%n",
                measurement.workload().recipients(),
                measurement.letterBytes());
        out.printf(
                ROOT, "Seconds           %,10.1f  from the edition's opening to its closing%n", measurement.seconds());
        out.printf(ROOT, "Letters/s         %,10.0f%n", measurement.lettersPerSecond());
        out.printf(ROOT, "CPU s per 1,000   %,10.3f  program%n", measurement.cpuSecondsPerThousand());
        out.printf(ROOT, "                  %,10.3f  PostgreSQL%n", measurement.databaseCpuSecondsPerThousand());
        out.printf(ROOT, "                  %,10.3f  sink%n", measurement.sinkCpuSecondsPerThousand());
        out.printf(
                ROOT,
                "CPU s in all      %,10.1f  program's compilers, in the above%n",
                measurement.compilerCpuSeconds());
        out.printf(
                ROOT, "                  %,10.1f  program's start, not in the above%n", measurement.startCpuSeconds());
        out.printf(ROOT, "First letter, s   %,10.2f  after the opening%n", measurement.firstLetterSeconds());
        out.printf(ROOT, "Planned, s        %,10.2f  after the opening%n", measurement.planSeconds());
        memory(out, measurement.peakMemoryMib());
        stages(out);
        baselines(out);
        verdict(out);
    }

    private void stages(PrintWriter out) {
        out.println();
        out.printf(ROOT, "Stage       thread s   share   ms per 1,000 letters%n");
        measurement
                .stages()
                .forEach((name, stage) -> out.printf(
                        ROOT,
                        "%-10s %9.2f %6.1f%% %12.1f%n",
                        name,
                        stage.threadSeconds(),
                        stage.share() * 100,
                        stage.threadSeconds() * 1e6 / measurement.workload().recipients()));
        out.println();
    }

    private void baselines(PrintWriter out) {
        if (measurement.workload().sink() != SinkKind.RESEND) {
            baseline(out, "Plain sender", measurement.plainSender(), measurement.ratioToPlainSender());
            baseline(out, "smtp-source", measurement.smtpSource(), measurement.ratioToSmtpSource());
            out.println();
        }
    }

    private void verdict(PrintWriter out) {
        String counted = measurement.sinkAccepted() == null
                ? measurement.server() + " counts no letters"
                : String.format(
                        ROOT,
                        "%,d accepted by %s, %,d different Message-IDs",
                        measurement.sinkAccepted(),
                        measurement.server(),
                        measurement.sinkUnique());
        String verdict = measurement.faults().isEmpty() ? "every letter was sent once" : "FAULTY";
        out.printf(ROOT, "%,d sent in the ledger, %s: %s%n", measurement.ledgerSent(), counted, verdict);
        out.println();
    }

    private void memory(PrintWriter out, @Nullable Double peak) {
        if (peak == null) {
            out.printf(ROOT, "Peak memory          (this system does not report it)%n");
        } else {
            out.printf(
                    ROOT,
                    "Peak memory MiB   %,10.0f  program, heap at most %s%n",
                    peak,
                    measurement.workload().heap());
        }
    }

    private static void baseline(PrintWriter out, String name, @Nullable Baseline baseline, @Nullable Double ratio) {
        if (baseline == null) {
            out.printf(ROOT, "%-12s  not on the PATH (it comes with Postfix)%n", name);
            return;
        }
        Double cpu = baseline.cpuSecondsPerThousand();
        out.printf(
                ROOT,
                "%-12s  %,9.0f messages/s%s; Tidings' ratio to it: %.2f%n",
                name,
                baseline.messagesPerSecond(),
                cpu == null ? "" : String.format(ROOT, ", %.3f CPU s per 1,000", cpu),
                ratio);
    }
}

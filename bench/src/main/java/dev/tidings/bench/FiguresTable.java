package dev.tidings.bench;

import static java.util.Locale.ROOT;

import dev.tidings.bench.Figures.Baseline;
import dev.tidings.bench.Task.SinkKind;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class FiguresTable {
    private final Figures figures;

    FiguresTable(Figures figures) {
        this.figures = figures;
    }

    void print(PrintWriter out) {
        Machine machine = figures.machine();
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
                ROOT, "Letters           %,10d  of %,d bytes%n", figures.task().recipients(), figures.letterBytes());
        out.printf(ROOT, "Seconds           %,10.1f  from the edition's opening to its closing%n", figures.seconds());
        out.printf(ROOT, "Letters/s         %,10.0f%n", figures.lettersPerSecond());
        out.printf(ROOT, "CPU s per 1,000   %,10.3f  program%n", figures.cpuSecondsPerThousand());
        out.printf(ROOT, "                  %,10.3f  PostgreSQL%n", figures.databaseCpuSecondsPerThousand());
        out.printf(ROOT, "                  %,10.3f  sink%n", figures.sinkCpuSecondsPerThousand());
        out.printf(
                ROOT, "CPU s in all      %,10.1f  program's compilers, in the above%n", figures.compilerCpuSeconds());
        out.printf(ROOT, "                  %,10.1f  program's start, not in the above%n", figures.startCpuSeconds());
        out.printf(ROOT, "First letter, s   %,10.2f  after the opening%n", figures.firstLetterSeconds());
        out.printf(ROOT, "Planned, s        %,10.2f  after the opening%n", figures.planSeconds());
        memory(out, figures.peakMemoryMib());
        out.println();
        out.printf(ROOT, "Stage       thread s   share   ms per 1,000 letters%n");
        figures.stages()
                .forEach((name, stage) -> out.printf(
                        ROOT,
                        "%-10s %9.2f %6.1f%% %12.1f%n",
                        name,
                        stage.threadSeconds(),
                        stage.share() * 100,
                        stage.threadSeconds() * 1e6 / figures.task().recipients()));
        out.println();
        if (figures.task().sink() != SinkKind.RESEND) {
            baseline(out, "Plain sender", figures.plainSender(), figures.ratioToPlainSender());
            baseline(out, "smtp-source", figures.smtpSource(), figures.ratioToSmtpSource());
            out.println();
        }
        String counted = figures.sinkAccepted() == null
                ? figures.server() + " counts nothing"
                : String.format(
                        ROOT,
                        "%,d accepted by %s, %,d different Message-IDs",
                        figures.sinkAccepted(),
                        figures.server(),
                        figures.sinkUnique());
        String verdict = figures.faults().isEmpty() ? "everyone's letter went out, once" : "WRONG";
        out.printf(ROOT, "%,d sent in the ledger, %s: %s%n", figures.ledgerSent(), counted, verdict);
        out.println();
    }

    private void memory(PrintWriter out, @Nullable Double peak) {
        if (peak == null) {
            out.printf(ROOT, "Peak memory          (this system does not tell)%n");
        } else {
            out.printf(
                    ROOT,
                    "Peak memory MiB   %,10.0f  program, heap at most %s%n",
                    peak,
                    figures.task().heap());
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

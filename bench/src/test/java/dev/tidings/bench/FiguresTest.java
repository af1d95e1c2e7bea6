package dev.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bench.DeliverRun.Edition;
import dev.tidings.bench.DeliverRun.Ledger;
import dev.tidings.bench.Figures.Baseline;
import dev.tidings.bench.Task.SinkKind;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Ledger ALL_SENT = new Ledger(100, 0, 0, 0.5, 1);

    @Test
    void aRunWhereEveryLetterArrivedOnceHasNoFault() {
        assertThat(figures(ALL_SENT, 100, 100).faults()).isEmpty();
    }

    @Test
    void aLetterThatArrivedTwiceIsAFault() {
        assertThat(figures(ALL_SENT, 101, 100).faults())
                .containsExactly("101 letters accepted, says the sink; expected 100");
    }

    @Test
    void twoLettersUnderOneMessageIdAreAFault() {
        assertThat(figures(ALL_SENT, 100, 99).faults())
                .containsExactly("99 different Message-IDs, says the sink; expected 100");
    }

    @Test
    void aLetterThatWasNotSentIsAFaultWhereverItIs() {
        assertThat(figures(new Ledger(98, 1, 1, 0.5, 1), 98, 98).faults()).hasSize(5);
    }

    @Test
    void figuresArePerThousandLettersAndPerSecond() {
        Figures figures = figures(ALL_SENT, 100, 100);
        assertThat(figures.lettersPerSecond()).isEqualTo(50);
        assertThat(figures.cpuSecondsPerThousand()).isEqualTo(10);
        assertThat(figures.peakMemoryMib()).isEqualTo(64);
        assertThat(figures.ratioToPlainSender()).isEqualTo(0.25);
        assertThat(figures.stages().get("compose")).isEqualTo(new Figures.Stage(2, 0.2));
    }

    private static Figures figures(Ledger ledger, long accepted, long unique) {
        Stages stages = new Stages(1, 2, 1, 1, 3, 1, 1);
        Program.Report program = new Program.Report(ledger.sent(), 2, 1, 0.5, 64L << 20, stages);
        Tally.Count count = new Tally.Count(accepted, unique, accepted * 1000, 7);
        Edition edition = new Edition(new ProgramCommand.Ready(2, 3), program, true, count, 0.5, 0.5, ledger);
        Machine machine = new Machine(2, 8, "system", "java", "postgresql");
        return Figures.of(
                new Task(100, 0, SinkKind.FAST, 1, 4, "256m"), "sink", machine, edition, new Baseline(200, 0.1), null);
    }
}

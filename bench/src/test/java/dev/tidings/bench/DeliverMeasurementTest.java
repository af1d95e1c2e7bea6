package dev.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.bench.DeliverMeasurement.Baseline;
import dev.tidings.bench.DeliverRun.EditionMeasurement;
import dev.tidings.bench.DeliverRun.MeasuredLedger;
import dev.tidings.bench.DeliverWorkload.SinkKind;
import org.junit.jupiter.api.Test;

class DeliverMeasurementTest {
    private static final MeasuredLedger ALL_SENT = new MeasuredLedger(100, 0, 0, 0.5, 1);

    @Test
    void runWhereEveryLetterArrivedOnceHasNoFault() {
        assertThat(measurement(ALL_SENT, 100, 100).faults()).isEmpty();
    }

    @Test
    void letterThatArrivedTwiceIsAFault() {
        assertThat(measurement(ALL_SENT, 101, 100).faults())
                .containsExactly("101 letters accepted by the sink, expected 100");
    }

    @Test
    void twoLettersUnderOneMessageIdAreAFault() {
        assertThat(measurement(ALL_SENT, 100, 99).faults())
                .containsExactly("99 different Message-IDs at the sink, expected 100");
    }

    @Test
    void letterThatWasNotSentIsAFault() {
        assertThat(measurement(new MeasuredLedger(98, 1, 1, 0.5, 1), 98, 98).faults())
                .hasSize(5);
    }

    @Test
    void figuresArePerThousandLettersAndPerSecond() {
        DeliverMeasurement figures = measurement(ALL_SENT, 100, 100);
        assertThat(figures.lettersPerSecond()).isEqualTo(50);
        assertThat(figures.cpuSecondsPerThousand()).isEqualTo(10);
        assertThat(figures.peakMemoryMib()).isEqualTo(64);
        assertThat(figures.ratioToPlainSender()).isEqualTo(0.25);
        assertThat(figures.stages().get("compose")).isEqualTo(new DeliverMeasurement.StageTime(2, 0.2));
    }

    private static DeliverMeasurement measurement(MeasuredLedger ledger, long accepted, long unique) {
        StageSeconds stages = new StageSeconds(1, 2, 1, 1, 3, 1, 1);
        ProgramUnderTest.ProgramReport program =
                new ProgramUnderTest.ProgramReport(ledger.sent(), 2, 1, 0.5, 64L << 20, stages);
        SinkCounter.SinkCount count = new SinkCounter.SinkCount(accepted, unique, accepted * 1000, 7);
        EditionMeasurement edition =
                new EditionMeasurement(new ProgramCommand.ProgramReady(2, 3), program, true, count, 0.5, 0.5, ledger);
        Machine machine = new Machine(2, 8, "system", "java", "postgresql");
        return DeliverMeasurement.of(
                new DeliverWorkload(100, 0, SinkKind.FAST, SinkLimits.NONE, 1, 4, "256m"),
                "sink",
                machine,
                edition,
                new Baseline(200, 0.1),
                null);
    }
}

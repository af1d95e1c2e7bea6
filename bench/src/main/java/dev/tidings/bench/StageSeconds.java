package dev.tidings.bench;

import dev.tidings.edition.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The seconds that the program's threads spent in each stage of an edition, waiting included. Chunks are processed in
 * parallel: the sum may exceed the elapsed time.
 *
 * @param plan dividing the audience into chunks
 * @param compose reading content, freezing and storing it
 * @param render rendering content and template to messages
 * @param intend recording the intent to hand over a batch
 * @param handover writing MIME, and the session with the mail server
 * @param settle moving letters to the ledger
 * @param other the rest of a chunk's time: reading its row and letters, checking that the edition is open, closing
 */
record StageSeconds(
        double plan, double compose, double render, double intend, double handover, double settle, double other) {

    static StageSeconds of(MeterRegistry meters) {
        double compose = seconds(meters.get("tidings.compose").timer());
        double render = seconds(meters.get("tidings.render").timer());
        double intend = seconds(meters.get("tidings.intend").timer());
        double handover = seconds(meters.get("tidings.handover").timer());
        double settle = seconds(meters.get("tidings.settle").timer());
        double chunks = task(meters, WorkQueue.DELIVER.getTaskName());
        return new StageSeconds(
                task(meters, WorkQueue.PLAN.getTaskName()),
                compose,
                render,
                intend,
                handover,
                settle,
                chunks - compose - render - intend - handover - settle);
    }

    StageSeconds minus(StageSeconds before) {
        return new StageSeconds(
                plan - before.plan,
                compose - before.compose,
                render - before.render,
                intend - before.intend,
                handover - before.handover,
                settle - before.settle,
                other - before.other);
    }

    StageSeconds plus(StageSeconds others) {
        return new StageSeconds(
                plan + others.plan,
                compose + others.compose,
                render + others.render,
                intend + others.intend,
                handover + others.handover,
                settle + others.settle,
                other + others.other);
    }

    private static double task(MeterRegistry meters, String name) {
        return seconds(meters.get("dbscheduler_task_duration").tag("task", name).timer());
    }

    private static double seconds(Timer timer) {
        return timer.totalTime(TimeUnit.NANOSECONDS) / 1e9;
    }

    /** The stages in their order. */
    Map<String, Double> byName() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("plan", plan);
        seconds.put("compose", compose);
        seconds.put("render", render);
        seconds.put("intend", intend);
        seconds.put("handover", handover);
        seconds.put("settle", settle);
        seconds.put("rest", other);
        return seconds;
    }
}

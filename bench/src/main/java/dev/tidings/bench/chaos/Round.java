package dev.tidings.bench.chaos;

import dev.tidings.bench.chaos.Audit.Findings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** One edition from its opening to its closing while the schedule's faults strike, and what the audit says of it. */
final class Round {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2020, 1, 6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration HURRY_EVERY = Duration.ofMillis(500);

    /** A fault whose moment does not come, since another one holds letters up, strikes after so long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CHUNK = 500;
    private static final int SMTP_BATCH = 25;

    private final Rig rig;
    private final Readers readers;
    private final Audit audit;
    private final Schedule schedule;

    Round(Rig rig, Readers readers, Audit audit, Schedule schedule) {
        this.rig = rig;
        this.readers = readers;
        this.audit = audit;
        this.schedule = schedule;
    }

    /**
     * What came of it.
     *
     * @param played the faults that struck before the edition was closed
     * @param faults of Tidings, in words; none if all is well
     */
    record Outcome(
            Schedule schedule,
            List<Fault> played,
            int letters,
            int twice,
            int lost,
            int unknown,
            int samples,
            double seconds,
            List<String> faults) {}

    Outcome play() throws InterruptedException {
        long begin = System.nanoTime();
        LocalDate monday = FIRST_MONDAY.plusWeeks(schedule.round());
        readers.prepare(monday);
        rig.mood().slow(schedule.latency());
        int before = rig.book().size();
        int cutsBefore = rig.cuts().made();
        long edition = open(monday);
        List<Fault> played = new ArrayList<>();
        boolean closed;
        Sampler sampler = new Sampler(rig.database(), edition);
        try (sampler) {
            try (Stage stage = new Stage(rig)) {
                for (Fault fault : schedule.faults()) {
                    if (moment(fault, edition, before)) {
                        stage.play(fault);
                        played.add(fault);
                    }
                }
            }
            closed = untilClosed(edition);
        }
        int inFlight = inFlight(played)
                + (schedule.transport().equals("smtp") ? rig.cuts().made() - cutsBefore : 0);
        Findings findings = audit.examine(edition, readers.due(), rig.book().from(before), inFlight);
        List<String> faults = new ArrayList<>(sampler.faults());
        faults.addAll(findings.faults());
        if (!closed) {
            faults.add("edition " + edition + " is not closed after " + LIMIT.toSeconds() + " s without faults");
        }
        return new Outcome(
                schedule,
                played,
                findings.letters(),
                findings.twice(),
                findings.lost(),
                findings.unknown(),
                sampler.samples(),
                (System.nanoTime() - begin) / 1e9,
                faults);
    }

    /** By whichever node answers. */
    private long open(LocalDate monday) throws InterruptedException {
        String path = "/v1/digest/run-all?digest=" + RigConfiguration.digest(schedule.transport());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Node node = rig.nodes()
                    .get(ThreadLocalRandom.current().nextInt(rig.nodes().size()));
            JsonNode answer = node.call("POST", path, "{\"period\": \"" + monday + "\"}");
            if (answer != null) {
                return answer.at("/editions/0/id").asLong();
            }
            Thread.sleep(LOOK_EVERY);
        }
        throw new RigFailure("no node opens an edition; see the logs in " + rig.folder());
    }

    /** Waits for the fault's moment; false if the edition was closed before. */
    private boolean moment(Fault fault, long edition, int before) throws InterruptedException {
        int letters = readers.due() * fault.atPercent() / 100;
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (rig.book().size() - before < letters && System.nanoTime() < end) {
            Thread.sleep(LOOK_EVERY);
        }
        return !"closed".equals(status(edition));
    }

    private boolean untilClosed(long edition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        long hurry = System.nanoTime();
        while (System.nanoTime() < end) {
            if ("closed".equals(status(edition))) {
                return true;
            }
            if (System.nanoTime() > hurry) {
                hurry(edition);
                hurry = System.nanoTime() + HURRY_EVERY.toNanos();
            }
            Thread.sleep(LOOK_EVERY);
        }
        return false;
    }

    /** Lets what waits for a later time go on now, as resuming does: waiting is not what is tried here. */
    private void hurry(long edition) {
        try {
            rig.database()
                    .jdbc()
                    .sql(
                            "update delivery set next_attempt_at = now() where edition_id = :edition and handed_over_at is null")
                    .param("edition", edition)
                    .update();
            rig.database().jdbc().sql("""
                            update scheduled_tasks set execution_time = now(), version = version + 1
                            where task_name in ('plan-edition', 'deliver-chunk') and not picked and execution_time > now()
                            """).update();
        } catch (DataAccessException e) {
            rig.database().disconnect();
        }
    }

    private @Nullable String status(long edition) {
        try {
            return rig.database()
                    .jdbc()
                    .sql("select status from edition where id = :edition")
                    .param("edition", edition)
                    .query(String.class)
                    .single();
        } catch (DataAccessException e) {
            rig.database().disconnect();
            return null;
        }
    }

    /** The most letters whose answers may be lost: one batch of each chunk for each fault that may leave one in the middle. */
    private int inFlight(List<Fault> played) {
        if (!schedule.transport().equals("smtp")) {
            return 0;
        }
        int chunks = (readers.due() + CHUNK - 1) / CHUNK;
        int stranding =
                (int) played.stream().filter(fault -> fault.kind().stranding()).count();
        return stranding * chunks * SMTP_BATCH;
    }
}

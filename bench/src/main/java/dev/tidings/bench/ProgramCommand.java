package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program's process: says when it is up, sends one edition when told to, says what that took. Told to help, it
 * works on what another node sends, and says what that took when it is told anything more.
 */
@Command(name = "program", hidden = true)
final class ProgramCommand implements Callable<Integer> {
    /**
     * @param startSeconds from the process's begin to its being ready
     * @param startCpuSeconds CPU meanwhile
     */
    record ProgramReady(double startSeconds, double startCpuSeconds) {}

    static final String WARM_UP = "warm up";
    static final String HELP = "help";

    /** That the edition of the week before is closed. */
    record WarmUpDone(long letters) {}

    @Parameters(index = "0")
    private String digest = "";

    @Parameters(index = "1")
    private LocalDate week = LocalDate.EPOCH;

    private static void awaitCommand(BufferedReader orders) {
        try {
            if (orders.readLine() == null) {
                throw new BenchException("the bench ended before the edition did");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bench cannot be heard", e);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonMapper json = JsonMapper.builder().build();
        try (ProgramUnderTest program = ProgramUnderTest.start(System.getenv())) {
            System.out.println(json.writeValueAsString(
                    new ProgramReady(ProcessUsage.uptimeSeconds(), ProcessUsage.ownCpuSeconds())));
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            String order = orders.readLine();
            if (WARM_UP.equals(order)) {
                long letters = program.runEdition(digest, week.minusWeeks(1))
                        .progress()
                        .sent();
                System.out.println(json.writeValueAsString(new WarmUpDone(letters)));
                order = orders.readLine();
            }
            if (order == null) {
                return 0;
            }
            ProgramUnderTest.ProgramReport report = order.equals(HELP)
                    ? program.measureUntil(() -> awaitCommand(orders))
                    : program.measureEdition(digest, week);
            System.out.println(json.writeValueAsString(report));
            // Database connections stay open until they have been looked at.
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        return 0;
    }
}

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
 * Runs the program in a separate process. It prints {@link ProgramReady}, sends one edition on command, and prints the
 * {@link ProgramUnderTest.ProgramReport}. After {@link #HELP} it works on another node's edition until the next
 * command.
 */
@Command(name = "program", hidden = true)
final class ProgramCommand implements Callable<Integer> {
    /**
     * @param startSeconds from the start of the process until it is ready
     * @param startCpuSeconds CPU of the process in this time
     */
    record ProgramReady(double startSeconds, double startCpuSeconds) {}

    static final String WARM_UP = "warm up";
    static final String HELP = "help";

    /** Reports that the edition of the week before is closed. */
    record WarmUpDone(long letters) {}

    @Parameters(index = "0")
    private String digest = "";

    @Parameters(index = "1")
    private LocalDate week = LocalDate.EPOCH;

    private static void awaitCommand(BufferedReader commands) {
        try {
            if (commands.readLine() == null) {
                throw new BenchException("the bench ended before the edition");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read commands from the bench", e);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonMapper json = JsonMapper.builder().build();
        try (ProgramUnderTest program = ProgramUnderTest.start(System.getenv())) {
            System.out.println(json.writeValueAsString(
                    new ProgramReady(ProcessUsage.uptimeSeconds(), ProcessUsage.ownCpuSeconds())));
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            String command = commands.readLine();
            if (WARM_UP.equals(command)) {
                long letters = program.runEdition(digest, week.minusWeeks(1))
                        .progress()
                        .sent();
                System.out.println(json.writeValueAsString(new WarmUpDone(letters)));
                command = commands.readLine();
            }
            if (command == null) {
                return 0;
            }
            ProgramUnderTest.ProgramReport report = command.equals(HELP)
                    ? program.measureUntil(() -> awaitCommand(commands))
                    : program.measureEdition(digest, week);
            System.out.println(json.writeValueAsString(report));
            // The bench still reads the CPU time of the database connections: they stay open until it closes the input.
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        return 0;
    }
}

package dev.tidings.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** The program's process: says when it is up, sends one edition when told to, says what that took. */
@Command(name = "program", hidden = true)
final class ProgramCommand implements Callable<Integer> {
    /**
     * @param startSeconds from the process's begin to its being ready
     * @param startCpuSeconds CPU meanwhile
     */
    record Ready(double startSeconds, double startCpuSeconds) {}

    @Parameters(index = "0")
    private String digest = "";

    @Parameters(index = "1")
    private LocalDate week = LocalDate.EPOCH;

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonMapper json = JsonMapper.builder().build();
        try (Program program = Program.start(System.getenv())) {
            System.out.println(json.writeValueAsString(new Ready(ProcessUse.ownSeconds(), ProcessUse.ownCpuSeconds())));
            if (System.in.read() < 0) {
                return 0;
            }
            System.out.println(json.writeValueAsString(program.send(digest, week)));
            // Database connections stay open until they have been looked at.
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        return 0;
    }
}

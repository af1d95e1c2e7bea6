package dev.tidings.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/** The sink's process: says its port, then a {@link Sink.Count} for every line that it reads. */
@Command(name = "sink", hidden = true)
final class SinkCommand implements Callable<Integer> {
    record Open(int port) {}

    @Override
    public Integer call() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        try (Sink sink = Sink.open();
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(json.writeValueAsString(new Open(sink.port())));
            while (orders.readLine() != null) {
                System.out.println(json.writeValueAsString(sink.take()));
            }
        }
        return 0;
    }
}

package dev.tidings.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@link PlainSender} in a separate process and prints its report. */
@Command(name = "sender", hidden = true)
final class SenderCommand implements Callable<Integer> {
    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--connections", required = true)
    private int connections;

    @Option(names = "--messages", required = true)
    private long messages;

    @Option(names = "--size", required = true)
    private int size;

    @Override
    public Integer call() throws InterruptedException {
        PlainSender.PlainSenderReport report = new PlainSender(port, messages, size).send(connections);
        System.out.println(JsonMapper.builder().build().writeValueAsString(report));
        return 0;
    }
}

package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends the same letter repeatedly with the fewest round trips that SMTP allows: the end of a letter and the envelope
 * of the next one are one write (RFC 2920). It uses no database and composes nothing, so it is the upper bound for a
 * program that sends letters one by one.
 */
final class PlainSender {
    /**
     * @param seconds from the first connection to the last reply
     * @param cpuSeconds CPU of this process in this time
     */
    record PlainSenderReport(long messages, double seconds, double cpuSeconds) {}

    private static final String ENVELOPE = "MAIL FROM:<bench@example.com>\r\nRCPT TO:<reader@example.com>\r\nDATA\r\n";
    private static final String END = ".\r\n";

    private final int port;
    private final byte[] letter;
    private final byte[] last;
    private final AtomicLong remaining;
    private final long messages;

    /** @param size the size of a letter in bytes */
    PlainSender(int port, long messages, int size) {
        this.port = port;
        this.messages = messages;
        remaining = new AtomicLong(messages);
        String text = letter(size);
        letter = (text + END + ENVELOPE).getBytes(US_ASCII);
        last = (text + END + "QUIT\r\n").getBytes(US_ASCII);
    }

    private static String letter(int size) {
        String header = String.join(
                "\r\n",
                "From: bench@example.com",
                "To: reader@example.com",
                "Message-ID: <plain@example.com>",
                "Subject: Always the same",
                "",
                "");
        String line = "x".repeat(74) + "\r\n";
        int lines = Math.max(0, size - header.length()) / line.length();
        int remainder = Math.max(0, size - header.length()) % line.length();
        String end = remainder < 2 ? "" : "x".repeat(remainder - 2) + "\r\n";
        return header + line.repeat(lines) + end;
    }

    PlainSenderReport send(int connections) throws InterruptedException {
        double cpu = ProcessUsage.ownCpuSeconds();
        long start = System.nanoTime();
        List<Future<?>> senders = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                senders.add(threads.submit(this::sendOverOneConnection));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException("the plain sender failed: " + e.getCause());
        }
        return new PlainSenderReport(messages, (System.nanoTime() - start) / 1e9, ProcessUsage.ownCpuSeconds() - cpu);
    }

    private Long sendOverOneConnection() throws IOException {
        long sent = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            expect(in, "220");
            write(out, "EHLO bench\r\n");
            expect(in, "250");
            boolean more = remaining.getAndDecrement() > 0;
            write(out, more ? ENVELOPE : "QUIT\r\n");
            while (more) {
                expect(in, "250");
                expect(in, "250");
                expect(in, "354");
                more = remaining.getAndDecrement() > 0;
                out.write(more ? letter : last);
                expect(in, "250");
                sent++;
            }
            expect(in, "221");
        }
        return sent;
    }

    private static void write(OutputStream out, String command) throws IOException {
        out.write(command.getBytes(US_ASCII));
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith(code + "-")) {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(code)) {
            throw new IOException("expected " + code + ", got " + line);
        }
    }
}

package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.bench.chaos.FaultProxy.TrafficFilter;

/** Cuts an SMTP connection before, within or after the final dot of a letter. */
final class SmtpCutFilter implements TrafficFilter {
    private static final byte[] END = "\r\n.\r\n".getBytes(US_ASCII);

    private final ConnectionCuts cuts;
    private volatile boolean inData;
    private volatile boolean dropReplies;
    private int matched;

    SmtpCutFilter(ConnectionCuts cuts) {
        this.cuts = cuts;
    }

    @Override
    public int fromClient(byte[] bytes, int length) {
        for (int i = 0; inData && i < length; i++) {
            matched = bytes[i] == END[matched] ? matched + 1 : bytes[i] == END[0] ? 1 : 0;
            if (matched == END.length) {
                matched = 0;
                inData = false;
                return switch (cuts.poll()) {
                    case null -> length;
                    case BEFORE -> Math.max(0, i + 1 - END.length);
                    case DURING -> i;
                    case AFTER -> {
                        dropReplies = true;
                        yield length;
                    }
                };
            }
        }
        return length;
    }

    @Override
    public int fromServer(byte[] bytes, int length) {
        if (dropReplies) {
            return 0;
        }
        String replies = new String(bytes, 0, length, US_ASCII);
        if (replies.startsWith("354 ") || replies.contains("\n354 ")) {
            inData = true;
        }
        return length;
    }
}

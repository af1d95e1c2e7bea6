package dev.tidings.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.bench.chaos.FaultProxy.TrafficFilter;

/** Breaks an SMTP connection around a letter's final dot. */
final class SmtpValve implements TrafficFilter {
    private static final byte[] END = "\r\n.\r\n".getBytes(US_ASCII);

    private final ConnectionCuts cuts;
    private volatile boolean letter;
    private volatile boolean mute;
    private int matched;

    SmtpValve(ConnectionCuts cuts) {
        this.cuts = cuts;
    }

    @Override
    public int fromClient(byte[] bytes, int length) {
        for (int i = 0; letter && i < length; i++) {
            matched = bytes[i] == END[matched] ? matched + 1 : bytes[i] == END[0] ? 1 : 0;
            if (matched == END.length) {
                matched = 0;
                letter = false;
                return switch (cuts.poll()) {
                    case null -> length;
                    case BEFORE -> Math.max(0, i + 1 - END.length);
                    case DURING -> i;
                    case AFTER -> {
                        mute = true;
                        yield length;
                    }
                };
            }
        }
        return length;
    }

    @Override
    public int fromServer(byte[] bytes, int length) {
        if (mute) {
            return 0;
        }
        String answers = new String(bytes, 0, length, US_ASCII);
        if (answers.startsWith("354 ") || answers.contains("\n354 ")) {
            letter = true;
        }
        return length;
    }
}

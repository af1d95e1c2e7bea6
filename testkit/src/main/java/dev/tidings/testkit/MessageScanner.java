package dev.tidings.testkit;

/** Measures a letter and finds its Message-ID while its lines pass, without making them a text. */
public final class MessageScanner {
    private static final String NAME = "message-id:";

    private boolean header = true;
    private String messageId = "";
    private long size;

    public void line(LineReader line) {
        size += line.length() + 2;
        if (header) {
            header = line.length() > 0;
            if (line.startsWith(NAME)) {
                messageId = line.text().substring(NAME.length()).replaceAll("[<>\\s]", "");
            }
        }
    }

    /** Without angle brackets, or an empty text. */
    public String messageId() {
        return messageId;
    }

    /** In bytes, as they crossed the wire, without the final dot. */
    public long size() {
        return size;
    }

    /** Begins the next letter. */
    public void reset() {
        header = true;
        messageId = "";
        size = 0;
    }
}

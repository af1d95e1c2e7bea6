package dev.tidings.testkit;

/** Finds the size and the Message-ID of a letter line by line, without storing it. */
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

    /** The Message-ID without angle brackets, or an empty string. */
    public String messageId() {
        return messageId;
    }

    /** The size on the wire in bytes, without the final dot. */
    public long size() {
        return size;
    }

    /** Starts a new letter. */
    public void reset() {
        header = true;
        messageId = "";
        size = 0;
    }
}

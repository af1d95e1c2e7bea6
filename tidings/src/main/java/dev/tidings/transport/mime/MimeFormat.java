package dev.tidings.transport.mime;

/** For whom a letter's bytes are meant. */
public enum MimeFormat {
    /** A file: 7 bits. */
    FILE(false, false),
    /** A mail server that takes 7 bits; a dot that begins a line is doubled (RFC 5321 4.5.2). */
    SEVEN_BIT(false, true),
    /** A mail server that takes 8 bits (RFC 6152); dots as above. */
    EIGHT_BIT(true, true);

    private final boolean eightBit;
    private final boolean dotStuffed;

    MimeFormat(boolean eightBit, boolean dotStuffed) {
        this.eightBit = eightBit;
        this.dotStuffed = dotStuffed;
    }

    boolean eightBit() {
        return eightBit;
    }

    boolean dotStuffed() {
        return dotStuffed;
    }

    /** The name of lines that stand as they are (RFC 2045 6.2). */
    String encoding() {
        return eightBit ? "8bit" : "7bit";
    }
}

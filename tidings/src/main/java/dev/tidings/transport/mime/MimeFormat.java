package dev.tidings.transport.mime;

/** The target of a letter's bytes. */
public enum MimeFormat {
    /** A file: 7 bits. */
    FILE(false, false),
    /** A mail server that accepts 7 bits. A dot at the start of a line is doubled (RFC 5321 4.5.2). */
    SEVEN_BIT(false, true),
    /** A mail server that accepts 8 bits (RFC 6152). Dots as above. */
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

    /** The content transfer encoding of unencoded lines (RFC 2045 6.2). */
    String encoding() {
        return eightBit ? "8bit" : "7bit";
    }
}

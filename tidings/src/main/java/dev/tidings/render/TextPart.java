package dev.tidings.render;

/** The plain text part, folded at spaces to what a terminal shows: 78 columns (RFC 5322 2.1.1). */
final class TextPart {
    private static final int COLUMNS = 78;

    private TextPart() {}

    /** Folds longer lines; a word that is longer by itself, such as an address, stays whole. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length() + 16);
        text.lines().forEach(line -> fold(line.stripTrailing(), folded));
        return folded.toString();
    }

    private static void fold(String line, StringBuilder folded) {
        int begin = 0;
        int column = 0;
        int space = -1;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == ' ') {
                space = i;
            }
            column += Character.isLowSurrogate(line.charAt(i)) ? 0 : 1;
            if (column > COLUMNS && space > begin) {
                folded.append(line, begin, space).append('\n');
                begin = space + 1;
                column = i - space;
            }
        }
        folded.append(line, begin, line.length()).append('\n');
    }
}

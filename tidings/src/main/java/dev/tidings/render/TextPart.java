package dev.tidings.render;

/** Folds the plain text part at spaces to 78 columns (RFC 5322 2.1.1). */
final class TextPart {
    private static final int COLUMNS = 78;

    private TextPart() {}

    /** Folds longer lines. A longer word, such as an address, is not split. */
    static String fold(CharSequence written) {
        String text = written.toString();
        StringBuilder folded = new StringBuilder(text.length() + 64);
        for (int begin = 0; begin < text.length(); ) {
            int end = text.indexOf('\n', begin);
            end = end < 0 ? text.length() : end;
            line(text, begin, end, folded);
            begin = end + 1;
        }
        return folded.toString();
    }

    private static void line(String text, int lineBegin, int end, StringBuilder folded) {
        if (end - lineBegin <= COLUMNS) {
            folded.append(text, lineBegin, end).append('\n');
            return;
        }
        int begin = lineBegin;
        int space = -1;
        int columns = 0;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            space = c == ' ' ? i : space;
            columns += Character.isLowSurrogate(c) ? 0 : 1;
            if (columns > COLUMNS && space > begin) {
                folded.append(text, begin, space);
                folded.append('\n');
                begin = space + 1;
                columns = i - space;
            }
        }
        folded.append(text, begin, end);
        folded.append('\n');
    }
}

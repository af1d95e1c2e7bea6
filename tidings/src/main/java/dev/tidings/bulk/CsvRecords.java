package dev.tidings.bulk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file: one line each, or several if a quoted field spans lines. If a record of several lines turns
 * out to be malformed, only its first line is lost: the others are read again as records of their own.
 */
final class CsvRecords {
    /** Characters that are read again in one file at most. Whoever writes a quote on every line cannot slow the import. */
    private static final int REREAD_LIMIT = 16 << 20;

    private final TextLines lines;
    private final Deque<String> ahead = new ArrayDeque<>();
    private List<String> span = List.of();
    private char separator = ',';
    private long lastLine;
    private long firstLine;
    private int reread;

    CsvRecords(TextLines lines) {
        this.lines = lines;
    }

    /** Begins with the comma. */
    void setSeparator(char separator) {
        this.separator = separator;
    }

    /** The number of the first line of the last requested record, from 1. */
    long line() {
        return firstLine;
    }

    /**
     * Returns the next record that is not blank, or null after the last.
     *
     * @throws RowRefused if it is too long, or a quoted field does not end
     */
    @Nullable
    String next() throws IOException {
        span = List.of();
        String first;
        do {
            first = nextLine();
            firstLine = lastLine;
        } while (first != null && first.isBlank());
        if (first == null || !endsInsideQuotes(first, false)) {
            return first;
        }
        span = new ArrayList<>(List.of(first));
        int length = first.length();
        String more;
        do {
            more = nextLine();
            if (more == null) {
                throw malformed("a quoted field does not end");
            }
            span.add(more);
            length += more.length();
            if (length > TextLines.LIMIT) {
                throw malformed("a quoted field does not end within 1 MiB");
            }
        } while (endsInsideQuotes(more, true));
        return String.join("\n", span);
    }

    /**
     * Refuses the last record. Its lines after the first are read again.
     *
     * @param reason what is wrong with it
     */
    RowRefused malformed(String reason) {
        int length = 0;
        for (String line : span) {
            length += line.length();
        }
        if (span.size() < 2) {
            return new RowRefused(reason);
        }
        reread += length;
        if (reread > REREAD_LIMIT) {
            return new RowRefused(reason + "; lines " + firstLine + " to " + lastLine + " are lost");
        }
        for (int i = span.size() - 1; i > 0; i--) {
            ahead.addFirst(span.get(i));
        }
        lastLine = firstLine;
        return new RowRefused(reason);
    }

    /** The next line, or null after the last. */
    private @Nullable String nextLine() throws IOException {
        if (!ahead.isEmpty()) {
            lastLine++;
            return ahead.removeFirst();
        }
        try {
            String line = lines.next();
            lastLine = lines.lineNumber();
            return line;
        } catch (RowRefused tooLong) {
            lastLine = lines.lineNumber();
            if (span.isEmpty()) {
                firstLine = lastLine;
                throw tooLong;
            }
            throw malformed("a quoted field does not end before line " + lastLine + ", which is longer than 1 MiB");
        }
    }

    /** Whether a quoted field is still open at the end of a line that begins inside or outside one. */
    private boolean endsInsideQuotes(String line, boolean inside) {
        boolean open = inside;
        boolean mayOpen = !inside;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && (open || mayOpen)) {
                open = !open;
                mayOpen = true;
            } else {
                mayOpen = c == separator;
            }
        }
        return open;
    }
}

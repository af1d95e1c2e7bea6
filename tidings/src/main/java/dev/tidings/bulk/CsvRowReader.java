package dev.tidings.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of a CSV file with a header line.
 *
 * <p>The file is cut into records here and parsed one record at a time. A malformed record is therefore one bad row,
 * and reading continues.
 */
final class CsvRowReader implements RowReader {
    private final CsvReaderBuilder parser = CsvReader.builder().skipEmptyLines(false);
    private final TextLines lines;
    private final List<String> header;
    private long line;
    private int size;

    CsvRowReader(TextLines lines) throws IOException {
        this.lines = lines;
        this.header = readHeader();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable ObjectNode next() throws IOException {
        String record = nextRecord();
        if (record == null) {
            return null;
        }
        size = record.length();
        String[] fields = parse(StorableText.requireStorable(record));
        if (fields.length != header.size()) {
            throw new RowRefused(fields.length + " fields where the header has " + header.size());
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.length; i++) {
            row.put(header.get(i), fields[i].isEmpty() ? null : fields[i]);
        }
        return row;
    }

    private List<String> readHeader() throws IOException {
        try {
            String record = nextRecord();
            if (record == null) {
                throw new FileRefused("The file is empty; a CSV file begins with a header line");
            }
            List<String> names = List.of(parse(StorableText.requireStorable(record)));
            Set<String> seen = new HashSet<>();
            for (String name : names) {
                if (!seen.add(name)) {
                    throw new FileRefused("The header names the column \"" + name + "\" twice");
                }
            }
            return names;
        } catch (RowRefused e) {
            throw new FileRefused("The header line cannot be read: " + e.getMessage());
        }
    }

    /** The next record that is not blank: one line, or several if a quoted field spans lines. */
    private @Nullable String nextRecord() throws IOException {
        String first;
        do {
            line = lines.lineNumber() + 1;
            first = lines.next();
        } while (first != null && first.isBlank());
        if (first == null || !endsInsideQuotes(first, false)) {
            return first;
        }
        StringBuilder record = new StringBuilder(first);
        String more;
        do {
            more = lines.next();
            if (more == null || record.length() + more.length() > TextLines.LIMIT) {
                throw new RowRefused(
                        "a quoted field does not end; lines " + line + " to " + lines.lineNumber() + " are lost");
            }
            record.append('\n').append(more);
        } while (endsInsideQuotes(more, true));
        return record.toString();
    }

    /** Whether a quoted field is still open at the end of a line that begins inside or outside one. */
    private static boolean endsInsideQuotes(String line, boolean inside) {
        boolean open = inside;
        boolean mayOpen = !inside;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && (open || mayOpen)) {
                open = !open;
                mayOpen = true;
            } else {
                mayOpen = c == ',';
            }
        }
        return open;
    }

    private String[] parse(String record) {
        try {
            return parser.ofSingleCsvRecord(StringArrayHandler.of(), record);
        } catch (CsvParseException e) {
            throw new RowRefused("not a CSV record (RFC 4180)");
        }
    }
}

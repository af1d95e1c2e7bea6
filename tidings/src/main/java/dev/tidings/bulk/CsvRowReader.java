package dev.tidings.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of a CSV file with a header line.
 *
 * <p>Each record is parsed by itself. A malformed record is therefore one bad row, and reading continues.
 */
final class CsvRowReader implements RowReader {
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\\s*\"?sep=(.)\"?[,;\t ]*");

    private final CsvRecords records;
    private final List<RowWarning> remarks = new ArrayList<>();
    private char separator = ',';
    private List<String> header;
    private final CsvReaderBuilder parser = CsvReader.builder().skipEmptyLines(false);
    private long headerLine;
    private int size;

    CsvRowReader(TextLines lines) throws IOException {
        this.records = new CsvRecords(lines);
        this.header = readHeader();
    }

    @Override
    public long line() {
        return records.line();
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
    public List<RowWarning> remarks() {
        return remarks;
    }

    @Override
    public void renameColumns(UnaryOperator<String> names) {
        List<String> renamed = header.stream().map(names).toList();
        requireDistinct(renamed);
        for (int i = 0; i < renamed.size(); i++) {
            if (!renamed.get(i).equals(header.get(i))) {
                remarks.add(new RowWarning(
                        headerLine, "the column " + RowFields.quoted(header.get(i)) + " is read as " + renamed.get(i)));
            }
        }
        header = renamed;
    }

    @Override
    public @Nullable ObjectNode next() throws IOException {
        String record = records.next();
        if (record == null) {
            return null;
        }
        size = record.length();
        String[] fields = parse(StorableText.requireStorable(record));
        int count = fields.length;
        while (count > header.size() && fields[count - 1].isBlank()) {
            count--;
        }
        if (count != header.size()) {
            throw records.malformed(count + " fields where the header has " + header.size());
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < count; i++) {
            row.put(header.get(i), fields[i].isEmpty() ? null : fields[i]);
        }
        return row;
    }

    private List<String> readHeader() throws IOException {
        try {
            String record = records.next();
            Matcher named = SEPARATOR_LINE.matcher(record == null ? "" : record);
            if (named.matches()) {
                separator = named.group(1).charAt(0);
                record = records.next();
            } else if (record != null) {
                separator = mostFrequentSeparator(record);
            }
            records.setSeparator(separator);
            if (record == null) {
                throw new FileRefused("The file is empty; a CSV file begins with a header line");
            }
            headerLine = records.line();
            if (separator != ',') {
                remarks.add(new RowWarning(
                        headerLine, "the fields are separated by " + (separator == '\t' ? "tabs" : separator)));
            }
            return names(parse(StorableText.requireStorable(record)));
        } catch (RowRefused e) {
            throw new FileRefused("The header line cannot be read: " + e.getMessage());
        }
    }

    /** The names without the spaces around them, and without empty ones at the end, which spreadsheets write. */
    private List<String> names(String[] fields) {
        List<String> names = new ArrayList<>();
        for (String field : fields) {
            names.add(field.strip());
        }
        int given = names.size();
        while (names.size() > 1 && names.getLast().isEmpty()) {
            names.removeLast();
        }
        if (names.size() < given) {
            remarks.add(new RowWarning(headerLine, "empty columns at the end are left out: " + (given - names.size())));
        }
        requireDistinct(names);
        return List.copyOf(names);
    }

    private static void requireDistinct(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new FileRefused("The header names the column \"" + name + "\" twice");
            }
        }
    }

    /** The comma, the semicolon or the tab, whichever the header has most of outside quotes; the comma if it has none. */
    private static char mostFrequentSeparator(String header) {
        String bare = header.replaceAll("\"[^\"]*\"", "");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(bare, candidate) > count(bare, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char character) {
        return text.chars().filter(c -> c == character).count();
    }

    private String[] parse(String record) {
        try {
            return parser.fieldSeparator(separator).ofSingleCsvRecord(StringArrayHandler.of(), record);
        } catch (CsvParseException e) {
            throw records.malformed("not a CSV record (RFC 4180)");
        }
    }
}

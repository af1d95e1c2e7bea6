package dev.tidings.bulk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a file or a request's body, one after the other. */
public sealed interface RowReader permits CsvRowReader, NdjsonRowReader {

    /**
     * The next row, or null after the last. CSV fields are texts, empty ones null.
     *
     * @throws RowRefused if this row cannot be read; the one after it can still be asked for
     */
    @Nullable
    ObjectNode next() throws IOException;

    /** The line on which the row last asked for begins, counted from 1. */
    long line();

    /** How many characters the row last asked for has in the file. */
    int size();

    /** The names in a CSV's header line; empty where rows name their own fields. */
    List<String> header();

    /**
     * Reads UTF-8, plain or gzipped.
     *
     * @param format null to detect it: a first character of { means NDJSON
     * @throws FileRefused if the file is no such file
     */
    static RowReader open(InputStream in, @Nullable ImportFormat format) throws IOException {
        InputStream text = unzipped(new BufferedInputStream(in, 1 << 16));
        TextLines lines = new TextLines(text);
        boolean csv = format == null ? !lines.beginsWith('{') : format == ImportFormat.CSV;
        return csv ? new CsvRowReader(lines) : new NdjsonRowReader(lines);
    }

    private static InputStream unzipped(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == 0x1f8b ? new GZIPInputStream(in, 1 << 16) : in;
    }
}

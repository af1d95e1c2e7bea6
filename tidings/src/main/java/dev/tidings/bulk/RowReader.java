package dev.tidings.bulk;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a file or a request's body, one after the other. */
public sealed interface RowReader permits CsvRowReader, NdjsonRowReader {

    /**
     * The next row, or null after the last. CSV fields are texts, empty ones null.
     *
     * @throws RowRefused if this row cannot be read; the next row can still be read
     */
    @Nullable
    ObjectNode next() throws IOException;

    /** The line on which the last requested row begins, from 1. */
    long line();

    /** Length of the last requested row in the file, in characters. */
    int size();

    /** The names in a CSV's header line; empty if rows name their own fields. */
    List<String> header();

    /** What was understood of the file as a whole, though it is not as described. */
    default List<RowWarning> remarks() {
        return List.of();
    }

    /**
     * Replaces the names of columns, before the first row is read.
     *
     * @throws FileRefused if two columns get the same name
     */
    default void renameColumns(UnaryOperator<String> names) {}

    /**
     * Reads UTF-8, plain or gzipped.
     *
     * @param format null to detect it: a first character of { means NDJSON
     * @throws FileRefused if the file does not have the format, or begins as gzip and is none
     * @throws ImportCutOff if the input ends early
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
        try {
            return magic == 0x1f8b ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (ZipException e) {
            throw new FileRefused("The file begins as gzip, but is none: " + e.getMessage());
        } catch (EOFException e) {
            throw new ImportCutOff(0, e);
        }
    }
}

package dev.tidings.bench.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of tab-separated values with a header line, plain or compressed with gzip. */
final class TsvTable {
    private final Path file;
    private final List<String> columns;
    private final BufferedReader lines;
    private int number = 1;

    private TsvTable(Path file, List<String> columns, BufferedReader lines) {
        this.file = file;
        this.columns = columns;
        this.lines = lines;
    }

    /** One line of a table. */
    final class TsvRow {
        private final String[] cells;

        private TsvRow(String line) {
            cells = line.split("\t", -1);
            if (cells.length > columns.size()) {
                throw invalid("has " + cells.length + " values under " + columns.size() + " columns");
            }
        }

        /** The value in the column, or an empty string if the table has no such column or the cell is empty. */
        String text(String column) {
            int at = columns.indexOf(column);
            return at < 0 || at >= cells.length ? "" : cells[at].strip();
        }

        String required(String column) {
            String text = text(column);
            if (text.isEmpty()) {
                throw invalid("has no " + column);
            }
            return text;
        }

        @Nullable
        LocalDate date(String column) {
            String text = text(column);
            try {
                return text.isEmpty() ? null : LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            } catch (DateTimeParseException e) {
                throw invalid("has \"" + text + "\" as " + column + "; it must begin with a date such as 2026-03-31");
            }
        }

        InvalidReplayData invalid(String problem) {
            return new InvalidReplayData(file + ", line " + number + " " + problem);
        }
    }

    /** Reads the table {@code name}, or {@code name.gz}, row by row. */
    static void read(Path folder, String name, List<String> required, Consumer<TsvRow> reader) {
        Path plain = folder.resolve(name);
        Path file = Files.exists(plain) ? plain : folder.resolve(name + ".gz");
        if (!Files.exists(file)) {
            throw new InvalidReplayData(folder + " has neither " + name + " nor " + name + ".gz");
        }
        try (InputStream bytes = Files.newInputStream(file);
                InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
            String header = lines.readLine();
            List<String> columns = header == null
                    ? List.of()
                    : Arrays.stream(header.split("\t")).map(String::strip).toList();
            if (!columns.containsAll(required)) {
                throw new InvalidReplayData(file + ", line 1 must name the columns " + String.join(", ", required)
                        + ", separated by tabs; it names " + columns);
            }
            new TsvTable(file, columns, lines).forEach(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private void forEach(Consumer<TsvRow> reader) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                reader.accept(new TsvRow(line));
            }
        }
    }
}

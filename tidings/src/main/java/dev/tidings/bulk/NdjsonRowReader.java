package dev.tidings.bulk;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a file with one JSON object per line. */
final class NdjsonRowReader implements RowReader {
    private static final Pattern EXPONENT = Pattern.compile("[0-9.][eE][+-]?[0-9]{3}");

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final TextLines lines;
    private int size;

    NdjsonRowReader(TextLines lines) {
        this.lines = lines;
    }

    @Override
    public long line() {
        return lines.lineNumber();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<String> header() {
        return List.of();
    }

    @Override
    public @Nullable ObjectNode next() throws IOException {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        size = line.length();
        return parse(StorableText.requireStorable(line));
    }

    private ObjectNode parse(String line) {
        try {
            JsonNode node = mapper.readTree(line);
            if (node instanceof ObjectNode row) {
                if (line.contains("\\u") || EXPONENT.matcher(line).find()) {
                    StorableText.requireStorable(row);
                }
                return row;
            }
            throw new RowRefused(
                    "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT) + " where an object was expected");
        } catch (NumberFormatException e) {
            throw new RowRefused("contains a number that cannot be read");
        } catch (JacksonException e) {
            throw new RowRefused("not one JSON object on one line, each key once" + column(e.getLocation()));
        }
    }

    /** The position instead of the parser's message, which may contain the row's values. */
    private static String column(@Nullable TokenStreamLocation location) {
        return location == null ? "" : "; the error is at column " + location.getColumnNr();
    }
}

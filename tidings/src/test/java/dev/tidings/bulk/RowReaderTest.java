package dev.tidings.bulk;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RowReaderTest {

    @Test
    void csvColumnsAreNamedByTheHeader() throws IOException {
        assertThat(rows("id,name\n1,Ada\n2,\n"))
                .containsExactly("2: {\"id\":\"1\",\"name\":\"Ada\"}", "3: {\"id\":\"2\",\"name\":null}");
    }

    @Test
    void byteOrderMarkAndCarriageReturnsAreRemoved() throws IOException {
        assertThat(rows("\ufeffid,name\r\n1,Ada\r\n")).containsExactly("2: {\"id\":\"1\",\"name\":\"Ada\"}");
        assertThat(rows("\ufeff{\"id\":1}\r\n")).containsExactly("1: {\"id\":1}");
    }

    @Test
    void quotedFieldMayContainCommasQuotesAndLineBreaks() throws IOException {
        assertThat(rows("id,name\n1,\"a, \"\"b\"\"\nc\"\n2,\"\"\"x\"\"\"\n3,\"\"\n"))
                .containsExactly(
                        "2: {\"id\":\"1\",\"name\":\"a, \\\"b\\\"\\nc\"}",
                        "4: {\"id\":\"2\",\"name\":\"\\\"x\\\"\"}",
                        "5: {\"id\":\"3\",\"name\":null}");
    }

    @Test
    void quoteInsideAnUnquotedFieldIsLiteral() throws IOException {
        assertThat(rows("id,name\n1,5\" screen\n2,b\n"))
                .containsExactly("2: {\"id\":\"1\",\"name\":\"5\\\" screen\"}", "3: {\"id\":\"2\",\"name\":\"b\"}");
    }

    @Test
    void emptyLinesAreIgnored() throws IOException {
        assertThat(rows("\n id,name\n\n1,Ada\n   \n\n2,Bob")).hasSize(2);
        assertThat(rows("\n{\"id\":1}\n\n{\"id\":2}")).containsExactly("2: {\"id\":1}", "4: {\"id\":2}");
    }

    @Test
    void brokenRowsDoNotAffectOthers() throws IOException {
        assertThat(rows("id,name\n1\n2,b,c\n3,\"x\"y\n4,d\n"))
                .containsExactly(
                        "2: 1 fields where the header has 2",
                        "3: 3 fields where the header has 2",
                        "4: not a CSV record (RFC 4180)",
                        "5: {\"id\":\"4\",\"name\":\"d\"}");
        assertThat(rows("{\"id\":1}\n{\"id\":\n[1]\n{\"a\":1,\"a\":2}\n{\"a\":1} x\n{\"id\":2}"))
                .containsExactly(
                        "1: {\"id\":1}",
                        "2: not one JSON object on one line, each key once; the error is at column 7",
                        "3: a JSON array where an object was expected",
                        "4: not one JSON object on one line, each key once; the error is at column 12",
                        "5: not one JSON object on one line, each key once; the error is at column 9",
                        "6: {\"id\":2}");
    }

    @Test
    void rowLongerThanOneMebibyteIsSkipped() throws IOException {
        String tooLong = "x".repeat(TextLines.LIMIT + 1);

        assertThat(rows("id,name\n1," + tooLong + "\n2,b\n"))
                .containsExactly("2: longer than 1 MiB", "3: {\"id\":\"2\",\"name\":\"b\"}");
        assertThat(rows("{\"id\":\"" + tooLong + "\"}\n{\"id\":2}"))
                .containsExactly("1: longer than 1 MiB", "2: {\"id\":2}");
        assertThat(rows("{\"id\":\"" + "x".repeat(TextLines.LIMIT - 9) + "\"}\n"))
                .hasSize(1);
    }

    @Test
    void quoteThatDoesNotEndCostsItsOwnLine() throws IOException {
        assertThat(rows("id,name\n1,a\n2,\"b\n3,c\n4,d\n"))
                .containsExactly(
                        "2: {\"id\":\"1\",\"name\":\"a\"}",
                        "3: a quoted field does not end",
                        "4: {\"id\":\"3\",\"name\":\"c\"}",
                        "5: {\"id\":\"4\",\"name\":\"d\"}");
        String line = "x".repeat(1 << 19) + "\n";
        assertThat(rows("id,name\n1,\"" + line + line + line + "2,b\n"))
                .containsExactly(
                        "2: a quoted field does not end within 1 MiB",
                        "3: 1 fields where the header has 2",
                        "4: 1 fields where the header has 2",
                        "5: {\"id\":\"2\",\"name\":\"b\"}");
        assertThat(rows("id,name\n1,\"b\n2,c\n" + line.strip() + line.strip() + line + "3,d\n"))
                .containsExactly(
                        "2: a quoted field does not end before line 4, which is longer than 1 MiB",
                        "3: {\"id\":\"2\",\"name\":\"c\"}",
                        "5: {\"id\":\"3\",\"name\":\"d\"}");
    }

    @Test
    void quoteThatEndsInAnotherRowCostsItsOwnLine() throws IOException {
        assertThat(rows("id,name\n1,\"open\n2,\"ok\"\n3,\"a\n4,\",x\n5,e\n"))
                .containsExactly(
                        "2: not a CSV record (RFC 4180)",
                        "3: {\"id\":\"2\",\"name\":\"ok\"}",
                        "4: 3 fields where the header has 2",
                        "5: a quoted field does not end",
                        "6: {\"id\":\"5\",\"name\":\"e\"}");
    }

    @Test
    void quotesOnEveryLineAreReadInLinearTime() throws IOException {
        String file = "id,name\n" + "a\"b,\"\n".repeat(1_000_000);

        List<String> rows = rows(file);

        assertThat(rows.getFirst()).isEqualTo("2: a quoted field does not end within 1 MiB");
        assertThat(rows).hasSizeLessThan(100).last().asString().contains("are lost");
    }

    @Test
    void carriageReturnsEndLines() throws IOException {
        assertThat(rows("id,name\r1,a\r2,b"))
                .containsExactly("2: {\"id\":\"1\",\"name\":\"a\"}", "3: {\"id\":\"2\",\"name\":\"b\"}");
        assertThat(rows("{\"id\":1}\r\r\n{\"id\":2}\r")).containsExactly("1: {\"id\":1}", "3: {\"id\":2}");
    }

    @Test
    void textsThatCannotBeStoredAreRefused() throws IOException {
        assertThat(rows("id,name\n1,a\0b\n2,b\n"))
                .containsExactly("2: contains a NUL character", "3: {\"id\":\"2\",\"name\":\"b\"}");
        assertThat(
                        rows(
                                "{\"a\":\"\\u0000\"}\n{\"\\u0000\":1}\n{\"a\":{\"b\":[\"\\ud800\"]}}\n{\"a\":\"\\ud83d\\ude00 \\\\u0000\"}"))
                .containsExactly(
                        "1: contains a NUL character",
                        "2: contains a NUL character",
                        "3: contains half of a surrogate pair",
                        "4: {\"a\":\"😀 \\\\u0000\"}");
        byte[] latin = {'{', '"', 'a', '"', ':', '"', (byte) 0xe4, '"', '}', '\n', '{', '}'};
        assertThat(rows(latin, null)).containsExactly("1: not valid UTF-8", "2: {}");
    }

    @Test
    void numbersThatDoNotFitInMemoryAreRefused() throws IOException {
        assertThat(rows("""
                        {"a":1e999999999}
                        {"a":[-1e-999999999]}
                        {"a":0e-999999999}
                        {"a":1e2147483648}
                        {"a":1e299,"b":1e-300}
                        """))
                .containsExactly(
                        "1: contains a number with more than 300 digits",
                        "2: contains a number with more than 300 digits",
                        "3: contains a number with more than 300 digits",
                        "4: contains a number that cannot be read",
                        "5: {\"a\":1E+299,\"b\":1E-300}");
    }

    @Test
    void gzippedFilesAreUnzipped() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("id\n1\n".getBytes(UTF_8));
        }

        assertThat(rows(zipped.toByteArray(), ImportFormat.CSV)).containsExactly("2: {\"id\":\"1\"}");
    }

    @Test
    void linesAcrossBufferBoundariesAreComplete() throws IOException {
        StringBuilder file = new StringBuilder("id\n");
        for (int i = 0; i < 40_000; i++) {
            file.append("é".repeat(i % 7)).append(i).append("\r\n");
        }

        assertThat(rows(file.toString())).hasSize(40_000).last().isEqualTo("40001: {\"id\":\"é39999\"}");
    }

    @Test
    void emptyOrMalformedFilesAreRefused() {
        assertThatThrownBy(() -> rows("", ImportFormat.CSV))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> rows("id,name,id\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("\"id\" twice");
        assertThatThrownBy(() -> rows("\ufeffid\n".getBytes(UTF_16LE), null))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("UTF-16");
    }

    @Test
    void formatIsDerivedFromTheFileName() {
        assertThat(ImportFormat.of("users.CSV.gz")).isEqualTo(ImportFormat.CSV);
        assertThat(ImportFormat.of("a/users.jsonl")).isEqualTo(ImportFormat.NDJSON);
        assertThat(ImportFormat.of("users.ndjson.gz")).isEqualTo(ImportFormat.NDJSON);
        assertThat(ImportFormat.of("-")).isNull();
    }

    private static List<String> rows(String text) throws IOException {
        return rows(text, null);
    }

    private static List<String> rows(String text, @Nullable ImportFormat format) throws IOException {
        return rows(text.getBytes(UTF_8), format);
    }

    /** Every row or refusal, prefixed with its line number. */
    private static List<String> rows(byte[] file, @Nullable ImportFormat format) throws IOException {
        RowReader reader = RowReader.open(new ByteArrayInputStream(file), format);
        List<String> rows = new ArrayList<>();
        while (true) {
            try {
                ObjectNode row = reader.next();
                if (row == null) {
                    return rows;
                }
                rows.add(reader.line() + ": " + row);
            } catch (RowRefused e) {
                rows.add(reader.line() + ": " + e.getMessage());
            }
        }
    }
}

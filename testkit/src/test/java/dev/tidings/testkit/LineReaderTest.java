package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void linesAreCompleteWhereverTheStreamIsSplit() throws IOException {
        List<String> lines = IntStream.range(0, 500)
                .mapToObj(i -> i + "x".repeat(i * 37 % 997))
                .toList();
        String text = String.join("\r\n", lines) + "\r\n";
        for (int piece : new int[] {1, 7, 4096, 1 << 20}) {
            assertThat(read(pieces(text, piece))).isEqualTo(lines);
        }
    }

    @Test
    void lineLongerThanTheBufferIsComplete() throws IOException {
        String line = "y".repeat(200_000);
        assertThat(read(pieces(line + "\r\nend\r\n", 50_000))).containsExactly(line, "end");
    }

    @Test
    void onlyASingleDotEndsALetter() throws IOException {
        LineReader lines = new LineReader(pieces("..\r\n.\r\n", 100));
        lines.next();
        assertThat(lines.isDot()).isFalse();
        lines.next();
        assertThat(lines.isDot()).isTrue();
    }

    @Test
    void bareLineFeedsAndCarriageReturnsStayInTheirLine() throws IOException {
        assertThat(read(pieces("a\nb\rc\r\r\n\n.\n\r\nend\r\n", 1))).containsExactly("a\nb\rc\r", "\n.\n", "end");
    }

    @Test
    void readerIsDrainedUnlessBytesAreBufferedAfterTheLine() throws IOException {
        LineReader lines = new LineReader(pieces("one\r\ntwo\r\nthree\r\n", 10));
        lines.next();
        assertThat(lines.isDrained()).isFalse();
        lines.next();
        assertThat(lines.isDrained()).isTrue();
    }

    private static List<String> read(InputStream in) throws IOException {
        LineReader reader = new LineReader(in);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(reader.text());
        }
        return lines;
    }

    /** A stream that returns at most a given number of bytes per read, as a socket may. */
    private static InputStream pieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, size));
            }
        };
    }
}

package dev.tidings.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class SpooledFileTest {
    @Test
    void isReadFromItsBeginEachTime() throws IOException {
        String text = "a line\n".repeat(10_000);
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (int i = 0; i < 2; i++) {
                try (InputStream in = file.open()) {
                    assertThat(in.read()).isEqualTo('a');
                    assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(text.substring(1));
                    assertThat(in.read()).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void isGoneWhenItIsClosed() throws IOException {
        SpooledFile file = SpooledFile.of(new ByteArrayInputStream(new byte[] {1}));
        file.close();

        assertThatThrownBy(() -> file.open().read()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void inputThatEndsEarlyIsTold() {
        InputStream torn = new FilterInputStream(new ByteArrayInputStream(new byte[100_000])) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                if (read < 0) {
                    throw new EOFException("the client is gone");
                }
                return read;
            }
        };

        assertThatThrownBy(() -> SpooledFile.of(torn))
                .isInstanceOf(ImportCutOff.class)
                .hasRootCauseMessage("the client is gone");
    }
}

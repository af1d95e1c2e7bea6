package dev.tidings.scraping.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.scraping.web.WebDocument;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParserPoolTest {
    private static final WebDocument DOCUMENT = new WebDocument(URI.create("http://a.example/"), null, new byte[0]);
    private static final ParsedDocument EMPTY = ParsedDocument.of(List.of());

    private final ParserPool pool = new ParserPool(Duration.ofMillis(100), Duration.ofMillis(100));
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endReaders() {
        end.countDown();
        pool.destroy();
    }

    @Test
    void documentThatTakesTooLongIsGivenUp() throws InterruptedException {
        assertThatThrownBy(() -> pool.read(document -> untilInterrupted(), DOCUMENT))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessage("The document took more than 0.1 s to read");
        assertThat(pool.read(document -> EMPTY, DOCUMENT)).isSameAs(EMPTY);
    }

    @Test
    void atMostTwoDocumentsTakeAThreadEach() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> pool.read(document -> untilTheEnd(), DOCUMENT))
                    .hasMessage("The document took more than 0.1 s to read");
        }
        assertThatThrownBy(() -> pool.read(document -> EMPTY, DOCUMENT))
                .isInstanceOf(UnreadableDocument.class)
                .hasMessageStartingWith("Other documents took too long");
        end.countDown();
        assertThat(new ParserPool().read(document -> EMPTY, DOCUMENT)).isSameAs(EMPTY);
    }

    @Test
    void failuresReachTheCaller() {
        assertThatThrownBy(() -> pool.read(document -> deeper(0), DOCUMENT)).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> pool.read(
                        document -> {
                            throw new UnreadableDocument("no list");
                        },
                        DOCUMENT))
                .hasMessage("no list");
    }

    @Test
    void documentIsReadOnAPlatformThread() throws InterruptedException {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        pool.read(
                                document -> {
                                    assertThat(Thread.currentThread().isVirtual())
                                            .isFalse();
                                    return EMPTY;
                                },
                                DOCUMENT);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .join();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static ParsedDocument deeper(int depth) {
        return deeper(depth + 1);
    }

    private static ParsedDocument untilInterrupted() {
        while (true) {
            HtmlPage.requireTime();
            Thread.onSpinWait();
        }
    }

    private ParsedDocument untilTheEnd() {
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
        return EMPTY;
    }
}

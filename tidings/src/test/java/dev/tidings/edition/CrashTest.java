package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kills a real node process (SIGKILL) in the middle of an edition. */
class CrashTest {
    private static final int READERS = 2_000;

    /** The default of {@code SMTP_URL}. */
    private static final int CONNECTIONS = 4;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void aRestartOnTheSameFolderLosesAtMostOneAnswerPerConnection() {
        try (FakeSmtpServer sink = FakeSmtpServer.plain()) {
            KilledEdition edition = new KilledEdition(database, sink, "crash", READERS);
            TestNode first = edition.start(Map.of());
            await().until(() -> sink.accepted().size() > READERS / 6);
            first.kill();
            int before = sink.accepted().size();
            assertThat(before).isLessThan(READERS);

            edition.start(Map.of()).await();
            assertThat(sink.accepted().size()).isGreaterThan(before);
            edition.assertLedgerAgrees(CONNECTIONS);
        }
    }

    @Test
    void lettersWithoutAnAnswerToTheFinalDotAreUnknownAndTheRestIsSent() {
        try (FakeSmtpServer sink = FakeSmtpServer.plain()) {
            for (int nth = 101; nth <= 100 + CONNECTIONS; nth++) {
                sink.stall(SmtpStep.DOT, nth);
            }
            KilledEdition edition = new KilledEdition(database, sink, "crash", READERS);
            TestNode first = edition.start(Map.of());
            await().until(() -> sink.handedOver().size() == 100 + CONNECTIONS);
            first.kill();
            assertThat(sink.accepted()).hasSize(100);

            edition.start(Map.of()).await();
            edition.assertLedgerAgrees(CONNECTIONS);
            assertThat(edition.counts())
                    .containsEntry("sent", (long) READERS - CONNECTIONS)
                    .containsEntry("unknown", (long) CONNECTIONS);
        }
    }

    @Test
    void withoutItsJournalOnlyLettersInFlightAreUnknown() throws IOException {
        try (FakeSmtpServer sink = FakeSmtpServer.plain()) {
            KilledEdition edition = new KilledEdition(database, sink, "crash", READERS);
            TestNode first = edition.start(Map.of());
            await().until(() -> sink.accepted().size() > READERS / 6);
            first.kill();
            try (Stream<Path> files = Files.list(edition.data().resolve("journal"))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }

            edition.start(Map.of()).await();
            edition.assertLedgerAgrees(8 * 25);
        }
    }
}

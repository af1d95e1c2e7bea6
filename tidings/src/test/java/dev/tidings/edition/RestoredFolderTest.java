package dev.tidings.edition;

import static dev.tidings.testing.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestDatabase;
import dev.tidings.testing.TestNode;
import dev.tidings.testkit.FakeSmtpServer;
import dev.tidings.testkit.SmtpStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A data folder is copied in the middle of a batch and restored after more of the batch was sent. */
class RestoredFolderTest {
    private static final int READERS = 300;

    /** The folder is copied before the final dot of this letter is answered, in the middle of a batch. */
    private static final int COPIED_AT = 40;

    /** The node is killed before the final dot of this letter is answered, later in the same batch. */
    private static final int KILLED_AT = 48;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    enum Restoration {
        REPLACED_AFTER_A_KILL,
        IN_PLACE_AFTER_A_KILL,
        REPLACED_AFTER_A_CLEAN_RESTART
    }

    @ParameterizedTest
    @EnumSource
    void noLetterIsSentTwice(Restoration restoration) {
        try (FakeSmtpServer sink = FakeSmtpServer.plain()) {
            KilledEdition edition = new KilledEdition(database, sink, "restored", READERS);
            Path copy = edition.data().resolveSibling("restored-copy");
            run("rm", "-rf", copy.toString());
            AtomicReference<TestNode> node = new AtomicReference<>();
            CountDownLatch killed = new CountDownLatch(1);
            sink.before(
                    SmtpStep.DOT,
                    COPIED_AT,
                    () -> run("cp", "-a", edition.data().toString(), copy.toString()));
            sink.before(SmtpStep.DOT, KILLED_AT, () -> {
                node.get().kill();
                killed.countDown();
            });
            Map<String, String> settings =
                    Map.of("SMTP_URL", "smtp://localhost:" + sink.port() + "?connections=1", "SMTP_RATE", "100");
            node.set(edition.start(settings));
            await().until(() -> killed.getCount() == 0);
            assertThat(sink.handedOver()).hasSize(KILLED_AT);

            switch (restoration) {
                case REPLACED_AFTER_A_KILL -> replace(edition.data(), copy);
                case IN_PLACE_AFTER_A_KILL -> run("cp", "-a", copy + "/.", edition.data() + "/");
                case REPLACED_AFTER_A_CLEAN_RESTART -> {
                    TestNode again = edition.start(settings);
                    await().until(() -> sink.accepted().size() > READERS / 2);
                    again.stop();
                    replace(edition.data(), copy);
                }
            }

            edition.start(Map.of()).await();
            edition.assertLedgerAgrees(8 * 25);
        }
    }

    private static void replace(Path data, Path copy) {
        run("rm", "-rf", data.toString());
        run("cp", "-a", copy.toString(), data.toString());
    }

    private static void run(String... command) {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.tidings.instance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tidings.instance.LocalOwnershipRecord.RecordedOwnership;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LocalOwnershipRecordTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
    }

    @Test
    void anUnwritableFileIsReportedOnceUntilAWriteSucceeds() throws IOException {
        Path data = Files.writeString(folder.resolve("data"), "a file where the folder should be");
        LocalOwnershipRecord ownership = new LocalOwnershipRecord(data);
        UUID adoption = UUID.randomUUID();

        for (long heartbeat = 1; heartbeat <= 30; heartbeat++) {
            ownership.update(new RecordedOwnership(adoption, heartbeat));
        }
        assertThat(log.list).hasSize(1);

        Files.delete(data);
        ownership.update(new RecordedOwnership(adoption, 40));
        assertThat(new LocalOwnershipRecord(data).find(adoption)).isEqualTo(new RecordedOwnership(adoption, 40));
    }

    @Test
    void tooManyOpenFilesAreNamedInTheMessage() {
        FileSystemException failure = new FileSystemException("instance.new", null, "Too many open files");

        assertThat(LocalOwnershipRecord.message(failure))
                .contains("too many open files")
                .doesNotContain("restored");
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LocalOwnershipRecord.class);
    }
}

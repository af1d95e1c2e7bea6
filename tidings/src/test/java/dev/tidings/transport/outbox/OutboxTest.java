package dev.tidings.transport.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.Message;
import dev.tidings.testing.TestMessages;
import dev.tidings.transport.SendOutcome.Accepted;
import dev.tidings.transport.SendOutcome.Deferred;
import dev.tidings.transport.SendOutcome.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
    @TempDir
    private Path folder;

    @Test
    void letterIsFoundByItsMessageId() throws IOException {
        OutboxTransport transport = transport("2026-11-02T07:00:00Z");
        assertThat(transport.handOver("k", TestMessages.toAll("ann", "bob")).outcomes())
                .hasSize(2)
                .allMatch(Accepted.class::isInstance);

        StoredLetter letter = outbox().find("ann@tidings.example").orElseThrow();
        assertThat(letter.text()).startsWith("Grüße, ann");
        assertThat(letter.html()).contains("<p>Grüße, ann</p>");
        assertThat(letter.headers())
                .contains(
                        new StoredLetter.Header("Subject", "Your week, ann"),
                        new StoredLetter.Header("Message-ID", "<ann@tidings.example>"));
        assertThat(letter.file()).hasFileName("ann@tidings.example.eml");
        assertThat(outbox().find("cy@tidings.example")).isEmpty();
        assertThat(files()).hasSize(2);
    }

    @Test
    void repeatedLetterReplacesItsFile() throws IOException {
        transport("2026-11-02T07:00:00Z").handOver("k", TestMessages.toAll("ann"));
        transport("2027-01-01T00:00:00Z").handOver("other", TestMessages.toAll("ann"));
        assertThat(files()).hasSize(1);
        assertThat(outbox().find("ann@tidings.example").orElseThrow().headers())
                .contains(new StoredLetter.Header("Date", "Fri, 1 Jan 2027 00:00:00 +0000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/x@y", "a/b@c", "A@B", "a%b@c", ".@x", "con\\x@y", "~@~"})
    void hostileMessageIdStaysInTheFolder(String id) throws IOException {
        Message ann = TestMessages.to("ann");
        Message hostile = new Message(id, ann.from(), null, ann.to(), "s", "h", "t", Map.of());
        assertThat(transport("2026-11-02T07:00:00Z")
                        .handOver("k", List.of(hostile))
                        .outcomes())
                .allMatch(Accepted.class::isInstance);
        assertThat(outbox().find(id)).isPresent();
        assertThat(files()).hasSize(1).allMatch(file -> file.toString().matches("[0-9a-f]{2}/[0-9a-f]{64}\\.eml"));
    }

    @Test
    void invalidMessageIsRejectedAlone() throws IOException {
        Message ann = TestMessages.to("ann");
        Message invalid =
                new Message(ann.messageId(), ann.from(), null, ann.to(), "s", "h", "t", Map.of("Bcc", "x@y.example"));
        assertThat(transport("2026-11-02T07:00:00Z")
                        .handOver("k", List.of(invalid, TestMessages.to("bob")))
                        .outcomes())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Rejected.class),
                        second -> assertThat(second).isInstanceOf(Accepted.class));
    }

    @Test
    void unwritableFolderDefers() throws IOException {
        Files.writeString(folder.resolve("outbox"), "a file where the folder should be");
        OutboxTransport transport = transport("2026-11-02T07:00:00Z");
        assertThat(transport.handOver("k", TestMessages.toAll("ann")).outcomes())
                .allMatch(Deferred.class::isInstance);
        assertThat(transport.checkReachability(List.of()).reachable()).isFalse();
    }

    @Test
    void reachabilityCheckLeavesNoFile() throws IOException {
        assertThat(transport("2026-11-02T07:00:00Z")
                        .checkReachability(List.of())
                        .reachable())
                .isTrue();
        assertThat(files()).isEmpty();
    }

    private Outbox outbox() {
        return new Outbox(OutboxSettings.below(folder));
    }

    private OutboxTransport transport(String now) {
        return new OutboxTransport(outbox(), InstantSource.fixed(Instant.parse(now)));
    }

    private List<Path> files() throws IOException {
        Path outbox = folder.resolve("outbox");
        try (Stream<Path> files = Files.walk(outbox)) {
            return files.filter(Files::isRegularFile).map(outbox::relativize).toList();
        }
    }
}

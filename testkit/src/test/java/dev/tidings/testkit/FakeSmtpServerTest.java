package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeSmtpServerTest {
    private static final String ENVELOPE = "MAIL FROM:<news@a.example>\r\nRCPT TO:<ann@b.example>\r\nDATA\r\n";

    private final FakeSmtpServer server = FakeSmtpServer.plain();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() throws IOException {
        try (Client client = new Client()) {
            client.send("EHLO me\r\n" + ENVELOPE);
            assertThat(client.replies(5)).containsExactly("220", "250", "250", "250", "354");
            client.send("Hi\r\n.\r\nRSET\r\nNOPE\r\nQUIT\r\n");
            assertThat(client.replies(5)).containsExactly("250", "250", "500", "221", "");
        }
        assertThat(server.pipelinedCommandCount()).isPositive();
        assertThat(server.commands()).hasSize(7).startsWith("EHLO me").endsWith("RSET", "NOPE", "QUIT");
    }

    @Test
    void commandsThatWaitForTheirRepliesAreNotCountedAsPipelined() throws IOException {
        try (Client client = new Client()) {
            for (String command : List.of("", "EHLO me\r\n", "MAIL FROM:<a@b.c>\r\n", "RSET\r\n")) {
                client.send(command);
                client.replies(1);
            }
        }
        assertThat(server.pipelinedCommandCount()).isZero();
    }

    @Test
    void commandsOutOfOrderAreRefused() throws IOException {
        try (Client client = new Client()) {
            client.send("RCPT TO:<a@b.c>\r\nDATA\r\nMAIL FROM:<a@b.c>\r\nMAIL FROM:<a@b.c>\r\nDATA\r\n");
            assertThat(client.replies(6)).containsExactly("220", "503", "503", "250", "503", "503");
        }
    }

    @Test
    void recordedLetterHasNoStuffedDots() throws IOException {
        try (Client client = new Client()) {
            client.send(ENVELOPE + "Message-ID: <1@a.example>\r\n\r\n..\r\n.a\r\nb\n.\nc\r\n.\r\n");
            client.replies(5);
        }
        ReceivedMessage letter = server.accepted().getFirst();
        assertThat(letter.text()).isEqualTo("Message-ID: <1@a.example>\r\n\r\n.\r\na\r\nb\n.\nc\r\n");
        assertThat(letter.messageId()).isEqualTo("1@a.example");
        assertThat(letter.sender()).isEqualTo("news@a.example");
        assertThat(letter.recipient()).isEqualTo("ann@b.example");
    }

    @Test
    void letterIsRecordedBeforeItIsAnswered() throws IOException {
        List<String> order = new ArrayList<>();
        try (LoopbackServer recording = LoopbackServer.open(SmtpServerSession.handler(() -> new SmtpScript() {
                    @Override
                    public SmtpAction at(SmtpStep step) throws InterruptedException {
                        return new SmtpAction.Proceed();
                    }

                    @Override
                    public void line(LineReader line) {}

                    @Override
                    public void accepted(String sender, String recipient) {
                        sleep();
                        order.add("recorded");
                    }
                }));
                Client client = new Client(recording.port())) {
            client.send(ENVELOPE + "Hi\r\n.\r\n");
            client.replies(5);
            order.add("answered");
        }
        assertThat(order).containsExactly("recorded", "answered");
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void letterThatTheScriptRefusesIsHandedOverAndNotAccepted() throws IOException {
        server.answer(SmtpStep.DOT, 1, "451 4.3.0 Not now");
        try (Client client = new Client()) {
            client.send(ENVELOPE + "Hi\r\n.\r\n");
            assertThat(client.replies(5)).endsWith("354", "451");
        }
        assertThat(server.handedOver()).hasSize(1);
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void letterWithoutFinalDotIsNotHandedOver() throws IOException {
        try (Client client = new Client()) {
            client.send(ENVELOPE + "Hi\r\n");
            client.replies(4);
            client.endInput();
            assertThat(client.replies(1)).containsExactly("");
        }
        assertThat(server.handedOver()).isEmpty();
    }

    @Test
    void stalledConnectionGetsItsEarlierReplies() throws IOException {
        server.stall(SmtpStep.RCPT, 1);
        try (Client client = new Client()) {
            client.send(ENVELOPE);
            assertThat(client.replies(2)).containsExactly("220", "250");
            assertThat(server.openConnections()).isEqualTo(1);
            server.close();
            assertThat(client.replies(1)).containsExactly("");
        }
    }

    @Test
    void closedConnectionGetsItsEarlierReplies() throws IOException {
        server.close(SmtpStep.RCPT, 1);
        try (Client client = new Client()) {
            client.send("EHLO me\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<a@b.c>\r\n");
            assertThat(client.replies(4)).containsExactly("220", "250", "250", "");
        }
    }

    @Test
    void stepsAreCountedOverAllConnections() throws IOException {
        server.answer(SmtpStep.EHLO, 2, "502 No").answerFrom(SmtpStep.EHLO, 3, "421 No more");
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (Client client = new Client()) {
                client.send("EHLO me\r\n");
                replies.add(client.replies(2).getLast());
            }
        }
        assertThat(replies).containsExactly("250", "502", "421", "421");
        assertThat(server.connections()).isEqualTo(4);
    }

    /** Writes bytes and reads reply codes. */
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final LineReader lines;
        private final OutputStream out;

        private Client() throws IOException {
            this(server.port());
        }

        private Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            lines = new LineReader(socket.getInputStream());
            out = socket.getOutputStream();
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
        }

        void endInput() throws IOException {
            socket.shutdownOutput();
        }

        /** The codes of the next replies; an empty string at the end of the stream. */
        List<String> replies(int count) throws IOException {
            List<String> codes = new ArrayList<>();
            while (codes.size() < count) {
                if (!lines.next()) {
                    codes.add("");
                } else if (lines.text().charAt(3) == ' ') {
                    codes.add(lines.text().substring(0, 3));
                }
            }
            return codes;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

package dev.tidings.transport.smtp;

import dev.tidings.fuzz.FuzzTarget;
import dev.tidings.transport.smtp.SmtpExchange.SmtpStage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/** Answers of mail servers, and SMTP_URL. */
public final class ReplyFuzzTarget implements FuzzTarget {
    @Override
    public void read(byte[] input) throws IOException {
        try (Socket socket = new AnsweringSocket(input)) {
            SmtpWire wire = new SmtpWire(socket);
            while (true) {
                SmtpReply reply = wire.read();
                SmtpExtensions.of(reply);
                for (SmtpStage stage : SmtpStage.values()) {
                    ReplyClassification.of(new SmtpExchange(stage, reply, true));
                }
            }
        } catch (IOException end) {
            FuzzTarget.require(end.getMessage() != null, "the end of the answers says why");
        }
        try {
            SmtpSettings.parse(FuzzTarget.text(input));
        } catch (IllegalArgumentException refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal says why");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "250-mail.example\r\n250-SIZE 1000\r\n250-AUTH=PLAIN LOGIN\r\n250 PIPELINING\r\n",
                "550 5.1.1 <ada@a.example>: Recipient address rejected: User unknown\r\n",
                "554 5.7.1 Service unavailable; Client host [1.2.3.4] blocked using x\r\n421 4.7.0 wait\n",
                "450 4.1.1 undeliverable address: host x said: 550 5.1.1 no (in reply to RCPT TO command)\r\n",
                "250 2.0.0 Ok: queued as 4Xyz\r\n",
                "smtps://user:p%40ss@mail.example:465?starttls=required&connections=4");
    }

    /** A socket whose peer has sent these bytes and closed. */
    private static final class AnsweringSocket extends Socket {
        private final byte[] answers;

        private AnsweringSocket(byte[] answers) {
            this.answers = answers;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(answers);
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }
    }
}

package dev.tidings.transport.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.testing.TestMessages;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Address;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parses written messages with Apache James mime4j, and their bodies with Angus Mail too. */
class MimeWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-02T07:00:05Z");
    private static final dev.tidings.core.Message PLAIN = TestMessages.to("ann");

    @Test
    void parserFindsEveryPart() throws IOException {
        Message read = parse(MimeWriter.toBytes(PLAIN, NOW));
        assertThat(read.getMessageId()).isEqualTo("<ann@tidings.example>");
        assertThat(read.getSubject()).isEqualTo("Your week, ann");
        assertThat(read.getDate()).isEqualTo(NOW);
        assertThat(addressText(read.getFrom().getFirst())).isEqualTo("Tidings <news@tidings.example>");
        assertThat(addressText(read.getReplyTo().getFirst())).isEqualTo("null <help@tidings.example>");
        assertThat(addressText(read.getTo().getFirst())).isEqualTo("ann <ann@reader.example>");
        assertThat(read.getHeader().getField("List-Id").getBody()).isEqualTo("Weekly <weekly.tidings.example>");
        assertThat(read.getMimeType()).isEqualTo("multipart/alternative");
        assertThat(types(read)).containsExactly("text/plain", "text/html");
        assertThat(text(read)).isEqualTo("Grüße, ann\r\n");
        assertThat(html(read)).isEqualTo(PLAIN.html());
    }

    @Test
    void dateHasAFourDigitYearAndANumericZone() {
        assertThat(new String(MimeWriter.toBytes(PLAIN, NOW), US_ASCII))
                .startsWith("Date: Mon, 2 Nov 2026 07:00:05 +0000\r\n");
    }

    @Test
    void sameMessageGivesTheSameBytes() {
        assertThat(MimeWriter.toBytes(TestMessages.to("ann"), NOW))
                .isEqualTo(MimeWriter.toBytes(TestMessages.to("ann"), NOW));
    }

    @Test
    void shortAsciiBodyIsNotEncoded() {
        dev.tidings.core.Message ascii = withBodies("<p>Hello</p>", "Hello\nthere\n");
        assertThat(new String(MimeWriter.toBytes(ascii, NOW), US_ASCII))
                .contains("Content-Transfer-Encoding: 7bit\r\n\r\nHello\r\nthere\r\n");
    }

    static Stream<String> names() {
        return Stream.of(
                "Zoë Müller",
                "=?UTF-8?Q?not_encoded?=",
                "=?utf-8?b?aGk=?= <evil@x.example>",
                "O'Neil, \"Bob\" \\ (x) <bob@evil.example>",
                "a@b.example",
                "😀".repeat(60),
                "x".repeat(2000),
                "word ".repeat(300).strip(),
                "日本語の名前です".repeat(30),
                "=?",
                "?=",
                ".",
                "a.b",
                ";:,",
                "-");
    }

    @ParameterizedTest
    @MethodSource("names")
    void nameIsParsedUnchanged(String name) throws IOException {
        Message read = parse(MimeWriter.toBytes(withName(name), NOW));
        assertThat(read.getTo()).hasSize(1);
        var mailbox = (org.apache.james.mime4j.dom.address.Mailbox) read.getTo().getFirst();
        assertThat(mailbox.getName()).isEqualTo(name);
        assertThat(mailbox.getAddress()).isEqualTo("ann@reader.example");
    }

    @ParameterizedTest
    @MethodSource("names")
    void subjectIsParsedUnchanged(String subject) throws IOException {
        assertThat(parse(MimeWriter.toBytes(withSubject(subject), NOW)).getSubject())
                .isEqualTo(subject);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "a\r\nBcc: victim@evil.example",
                "a\nBcc: victim@evil.example",
                "a\rBcc: victim@evil.example",
                "a\r\n\r\n<p>body</p>",
                "a\0b",
                "a\u2028Bcc: x\u2029",
                "a\u0085Bcc: x",
                "\u202egnp.exe",
                "\u2066x\u2069",
                "\ud800",
                "  \t ",
                "");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextStaysInItsHeader(String text) throws IOException {
        for (dev.tidings.core.Message message : List.of(withName(text), withSubject(text), withSender(text))) {
            byte[] bytes = MimeWriter.toBytes(message, NOW);
            Message read = parse(bytes);
            assertThat(read.getHeader().getFields()).hasSize(10);
            assertThat(read.getBcc()).isNull();
            assertThat(read.getSubject()
                            + addressText(read.getTo().getFirst())
                            + addressText(read.getFrom().getFirst()))
                    .doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202e\\u2066\\u2069]");
            assertThat(html(read)).isEqualTo(PLAIN.html());
        }
    }

    @Test
    void emptyNameIsOmitted() throws IOException {
        for (String name : new String[] {null, "", " \r\n"}) {
            Message read = parse(MimeWriter.toBytes(withName(name), NOW));
            assertThat(addressText(read.getTo().getFirst())).isEqualTo("null <ann@reader.example>");
        }
    }

    static Stream<String> bodies() {
        return Stream.of(
                "",
                "x".repeat(5000),
                "é".repeat(5000),
                "--=_boundary\n--=_boundary--\n",
                "é".repeat(499) + "\n" + "é".repeat(500) + "\n",
                "x".repeat(998) + "\n.\n",
                "x".repeat(999) + "\n.\n",
                "\ud83d\ude00".repeat(249) + "\n.\ud83d\ude00\n..",
                "ends with spaces   \n\ttabs\t\n",
                ".\n..\n.hidden\n",
                "From me\nto you",
                "a\0b\u0007c\u007f",
                "=3D=?=\n=",
                "😀\u2028\u00a0\n");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodyIsParsedUnchanged(String body) throws Exception {
        for (MimeFormat format : MimeFormat.values()) {
            assertParsedBody(body, unstuffed(written(withBodies(body, body), format), format));
        }
    }

    private static void assertParsedBody(String body, byte[] letter) throws Exception {
        assertThat(textByAngus(letter)).isEqualTo(body.replace("\n", "\r\n"));
        Message read = parse(letter);
        assertThat(text(read)).isEqualTo(body.replace("\n", "\r\n"));
        assertThat(html(read)).isEqualTo(body.replace("\n", "\r\n"));
    }

    @Test
    void everyKindOfLineBreakBecomesCrlf() throws IOException {
        assertThat(text(parse(MimeWriter.toBytes(withBodies("", "a\rb\nc\r\nd"), NOW))))
                .isEqualTo("a\r\nb\r\nc\r\nd");
    }

    @Test
    void linesAreValidForAnyContent() {
        String all =
                String.join(" ", names().toList()) + String.join("", hostile().toList());
        String bodies = String.join("\n", bodies().toList());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("List-Unsubscribe", "<https://x.example/" + "t".repeat(900) + ">, <mailto:u@x.example>");
        headers.put("X-Spaces", "a" + " ".repeat(500) + "b");
        dev.tidings.core.Message message = new dev.tidings.core.Message(
                PLAIN.messageId(),
                new Mailbox(all, PLAIN.from().address()),
                PLAIN.replyTo(),
                new Mailbox(all, PLAIN.to().address()),
                all,
                bodies,
                bodies,
                headers);
        assertThat(InvalidMessage.reasonFor(message)).isNull();
        for (MimeFormat format : MimeFormat.values()) {
            String written = new String(written(message, format), ISO_8859_1);
            assertValidLines(written);
            if (format.dotStuffed()) {
                assertThat(written.split("\r\n")).doesNotContain(".");
            }
        }
    }

    @Test
    void onlyBodiesHaveEightBits() {
        String written = new String(written(withBodies("<p>é</p>", "é\u2028\n"), MimeFormat.EIGHT_BIT), ISO_8859_1);
        assertThat(written).contains("Content-Transfer-Encoding: 8bit", "<p>\u00c3\u00a9</p>");
        assertValidLines(new String(written(withSubject("é".repeat(300)), MimeFormat.EIGHT_BIT), ISO_8859_1));
    }

    @Test
    void bodyContainingTheBoundaryIsEncoded() throws IOException {
        String written = new String(MimeWriter.toBytes(PLAIN, NOW), US_ASCII);
        int start = written.indexOf("boundary=\"") + "boundary=\"".length();
        String boundary = written.substring(start, written.indexOf('"', start));
        String hostile = "--" + boundary + "--\n--" + boundary + "\nContent-Type: text/html\n\nforged";
        for (MimeFormat format : MimeFormat.values()) {
            Message read = parse(unstuffed(written(withBodies("<p></p>", hostile), format), format));
            assertThat(types(read)).containsExactly("text/plain", "text/html");
            assertThat(text(read)).isEqualTo(hostile.replace("\n", "\r\n"));
        }
    }

    private static void assertValidLines(String written) {
        assertThat(written.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
        assertThat(written.split("\r\n")).allMatch(line -> line.length() <= 999);
        assertThat(written.substring(0, written.indexOf("\r\n\r\n"))).matches("[\\r\\n\\t -~]*");
        String head = written.substring(0, written.indexOf("\r\n\r\n"));
        assertThat(head.split("\r\n")).noneMatch(String::isBlank);
    }

    static Stream<Map<String, String>> invalidHeaders() {
        return Stream.of(
                Map.of("X-A", "b\r\nBcc: victim@evil.example"),
                Map.of("X-A", "b\nc"),
                Map.of("X-A", "b\0"),
                Map.of("X-A", "é"),
                Map.of("X-A\r\nBcc", "victim@evil.example"),
                Map.of("X A", "b"),
                Map.of("X:A", "b"),
                Map.of("", "b"),
                Map.of("Bcc", "victim@evil.example"),
                Map.of("TO", "victim@evil.example"),
                Map.of("Content-Type", "text/html"),
                Map.of("X-A", "x".repeat(1000)));
    }

    @ParameterizedTest
    @MethodSource("invalidHeaders")
    void invalidHeaderIsReported(Map<String, String> headers) {
        assertThat(InvalidMessage.reasonFor(with(headers, PLAIN.messageId())))
                .isNotNull()
                .doesNotContain("victim");
    }

    @ParameterizedTest
    @MethodSource("invalidIds")
    void invalidMessageIdIsReported(String id) {
        assertThat(InvalidMessage.reasonFor(with(Map.of(), id))).isNotNull();
    }

    static Stream<String> invalidIds() {
        return Stream.of("", "a", "a@", "@b", "a@b\r\nBcc: c", "<a@b>", "a b@c", "é@b", "a@b@c");
    }

    @Test
    void validMessageIsAccepted() {
        assertThat(InvalidMessage.reasonFor(PLAIN)).isNull();
    }

    private static dev.tidings.core.Message withName(@Nullable String name) {
        return message(PLAIN.from().name(), name, PLAIN.subject(), PLAIN.html(), PLAIN.text());
    }

    private static dev.tidings.core.Message withSender(String name) {
        return message(name, PLAIN.to().name(), PLAIN.subject(), PLAIN.html(), PLAIN.text());
    }

    private static dev.tidings.core.Message withSubject(String subject) {
        return message(PLAIN.from().name(), PLAIN.to().name(), subject, PLAIN.html(), PLAIN.text());
    }

    private static dev.tidings.core.Message withBodies(String html, String text) {
        return message(PLAIN.from().name(), PLAIN.to().name(), PLAIN.subject(), html, text);
    }

    private static dev.tidings.core.Message message(
            @Nullable String from, @Nullable String to, String subject, String html, String text) {
        return new dev.tidings.core.Message(
                PLAIN.messageId(),
                new Mailbox(from, PLAIN.from().address()),
                PLAIN.replyTo(),
                new Mailbox(to, PLAIN.to().address()),
                subject,
                html,
                text,
                PLAIN.headers());
    }

    private static dev.tidings.core.Message with(Map<String, String> headers, String messageId) {
        return new dev.tidings.core.Message(
                messageId, PLAIN.from(), (EmailAddress) null, PLAIN.to(), "s", "h", "t", headers);
    }

    private static byte[] written(dev.tidings.core.Message message, MimeFormat format) {
        MimeBuffer bytes = new MimeBuffer(16);
        MimeWriter.write(message, NOW, format, bytes);
        return bytes.copy();
    }

    /** Removes dot-stuffing as a mail server does (RFC 5321 4.5.2). */
    private static byte[] unstuffed(byte[] letter, MimeFormat format) {
        String text = new String(letter, ISO_8859_1);
        return (format.dotStuffed() ? text.replace("\r\n.", "\r\n") : text).getBytes(ISO_8859_1);
    }

    private static Message parse(byte[] letter) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.custom()
                .setStrictParsing(false)
                .setMaxHeaderLen(-1)
                .setMaxLineLen(1000)
                .build());
        return builder.parseMessage(new ByteArrayInputStream(letter));
    }

    private static String textByAngus(byte[] letter) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(letter));
        return (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent();
    }

    private static String addressText(Address address) {
        var mailbox = (org.apache.james.mime4j.dom.address.Mailbox) address;
        return mailbox.getName() + " <" + mailbox.getAddress() + ">";
    }

    private static List<String> types(Message message) {
        return ((Multipart) message.getBody())
                .getBodyParts().stream().map(Entity::getMimeType).toList();
    }

    private static String text(Message message) throws IOException {
        return content(message, 0);
    }

    private static String html(Message message) throws IOException {
        return content(message, 1);
    }

    private static String content(Message message, int part) throws IOException {
        Entity entity = ((Multipart) message.getBody()).getBodyParts().get(part);
        try (InputStream in = ((SingleBody) entity.getBody()).getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

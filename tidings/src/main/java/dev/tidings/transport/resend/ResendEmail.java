package dev.tidings.transport.resend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import dev.tidings.transport.mime.HeaderEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message in the JSON form of Resend's API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ResendEmail(
        String from,
        List<String> to,
        @JsonProperty("reply_to") @Nullable String replyTo,
        String subject,
        String html,
        String text,
        Map<String, String> headers) {

    static ResendEmail of(Message message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", "<" + message.messageId() + ">");
        headers.putAll(message.headers());
        return new ResendEmail(
                mailbox(message.from()),
                List.of(mailbox(message.to())),
                message.replyTo() == null ? null : message.replyTo().value(),
                literal(HeaderEncoder.clean(message.subject())),
                wellFormed(message.html()),
                wellFormed(message.text()),
                headers);
    }

    private static String mailbox(Mailbox mailbox) {
        String name = mailbox.name() == null ? "" : HeaderEncoder.clean(mailbox.name());
        String address = mailbox.address().value();
        if (name.isEmpty()) {
            return address;
        }
        String shown = HeaderEncoder.looksEncoded(name) ? literal(name) : HeaderEncoder.phrase(wellFormed(name));
        return shown + " <" + address + ">";
    }

    /** Encodes text that looks like an encoded word; otherwise mail clients would show it decoded. */
    private static String literal(String text) {
        return HeaderEncoder.looksEncoded(text) ? HeaderEncoder.encodedWords(text) : wellFormed(text);
    }

    /** Replaces unpaired surrogates, which JSON cannot represent. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(UTF_8), UTF_8);
            }
        }
        return text;
    }
}

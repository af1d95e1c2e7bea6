package dev.tidings.testing;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.core.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages for tests that do not depend on the text. */
public final class TestMessages {
    private TestMessages() {}

    /** A message to {@code name@reader.example} with the Message-ID {@code name@tidings.example}. */
    public static Message to(String name) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("List-Id", "Weekly <weekly.tidings.example>");
        headers.put("Auto-Submitted", "auto-generated");
        return new Message(
                name + "@tidings.example",
                new Mailbox("Tidings", new EmailAddress("news@tidings.example")),
                new EmailAddress("help@tidings.example"),
                new Mailbox(name, new EmailAddress(name + "@reader.example")),
                "Your week, " + name,
                "<html lang=\"en\"><body><p>Grüße, " + name + "</p></body></html>",
                "Grüße, " + name + "\n",
                headers);
    }

    public static List<Message> toAll(String... names) {
        return Stream.of(names).map(TestMessages::to).toList();
    }
}

package dev.tidings.edition;

import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.delivery.Delivery;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.render.Letter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of what a letter says and whom it is for: JSON, read back as it was written. */
@Component
public final class FrozenLetters {
    private final ObjectMapper json = JsonMapper.builder().build();

    private record Frozen(Recipient recipient, Content content) {}

    public String freeze(Recipient recipient, Content content) {
        return json.writeValueAsString(new Frozen(recipient, content));
    }

    public Letter thaw(long id, String digest, DigestPeriod period, String templateVersion, String text) {
        Frozen frozen = json.readValue(text, Frozen.class);
        return new Letter(id, digest, period, frozen.recipient(), frozen.content(), templateVersion);
    }

    Letter thaw(Delivery delivery, DigestPeriod period) {
        return thaw(delivery.id(), delivery.digest(), period, delivery.templateVersion(), delivery.content());
    }
}

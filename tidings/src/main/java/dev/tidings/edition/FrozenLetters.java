package dev.tidings.edition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.Facts;
import dev.tidings.delivery.Delivery;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.render.Letter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of what a letter says and whom it is for: JSON, read back as it was written. */
@Component
public final class FrozenLetters {
    private final ContentSources sources;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    FrozenLetters(ContentSources sources) {
        this.sources = sources;
        JsonMapper json = JsonMapper.builder()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        writer = json.writerFor(Frozen.class);
        reader = json.readerFor(Frozen.class);
    }

    /** @param content in place of the facts, of letters frozen by releases up to 0.1 */
    private record Frozen(
            Recipient recipient,
            @Nullable Facts facts,
            @Nullable Content content) {}

    public String freeze(Recipient recipient, Facts facts) {
        return writer.writeValueAsString(new Frozen(recipient, facts, null));
    }

    public Letter thaw(long id, String digest, DigestPeriod period, String templateVersion, String text) {
        Frozen frozen = reader.readValue(text);
        Recipient recipient = frozen.recipient();
        Content content = frozen.content() != null
                ? frozen.content()
                : sources.present(Objects.requireNonNull(frozen.facts()), recipient, period);
        return new Letter(id, digest, period, recipient, content, templateVersion);
    }

    Letter thaw(Delivery delivery, DigestPeriod period) {
        return thaw(delivery.id(), delivery.digest(), period, delivery.templateVersion(), delivery.content());
    }
}

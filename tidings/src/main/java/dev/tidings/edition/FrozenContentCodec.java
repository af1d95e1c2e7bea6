package dev.tidings.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidings.audience.CurrentRecipient;
import dev.tidings.audience.Recipient;
import dev.tidings.content.Content;
import dev.tidings.content.ContentResult;
import dev.tidings.content.ContentSources;
import dev.tidings.content.Facts;
import dev.tidings.core.SkipReason;
import dev.tidings.digest.DigestPeriod;
import dev.tidings.ledger.ComposedLetter;
import dev.tidings.ledger.ComposedLetter.NewLetter;
import dev.tidings.ledger.ComposedLetter.NoLetter;
import dev.tidings.ledger.Delivery;
import dev.tidings.ledger.FrozenLetter;
import dev.tidings.render.Letter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts a letter's content and recipient to stored JSON and back. Reads a tree of maps: binding to records takes
 * longer than all other steps.
 */
@Component
public final class FrozenContentCodec {
    private final ContentSources sources;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    FrozenContentCodec(ContentSources sources) {
        this.sources = sources;
        JsonMapper json = JsonMapper.builder()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        writer = json.writer();
        reader = json.readerForMapOf(Object.class);
    }

    /** @param messageKey random; see {@link Letter} */
    private record Frozen(String messageKey, Recipient recipient, Facts facts) {}

    public String freeze(Recipient recipient, Facts facts) {
        return writer.writeValueAsString(new Frozen(UUID.randomUUID().toString(), recipient, facts));
    }

    /**
     * Returns a letter with this content that was composed anew. Its Message-ID stays.
     *
     * @param content null if the letter had none
     */
    String refreeze(@Nullable String content, Recipient recipient, Facts facts) {
        if (content == null) {
            return freeze(recipient, facts);
        }
        return writer.writeValueAsString(new Frozen(messageKey(content, reader.readValue(content)), recipient, facts));
    }

    /**
     * Returns the frozen letter, or the reason why there is none.
     *
     * @param result null if the content source gave none
     * @param ids ids for new letters; a letter takes one
     */
    ComposedLetter freeze(CurrentRecipient recipient, @Nullable ContentResult result, Iterator<Long> ids) {
        String user = recipient.userId();
        int version = recipient.version();
        return switch (result) {
            case null -> NoLetter.failed(user, version, "the content source gave no answer for this user");
            case ContentResult.ContentAvailable ready ->
                new NewLetter(
                        ids.next(),
                        user,
                        freeze(recipient.recipient(), ready.facts()),
                        ready.facts().itemCount(),
                        version);
            case ContentResult.NoContent nothing -> NoLetter.skipped(user, version, SkipReason.NO_CONTENT);
            case ContentResult.ContentFailed failed -> NoLetter.failed(user, version, failed.reason());
        };
    }

    Recipient recipientOf(String content) {
        return recipient(tree(reader.readValue(content), "recipient"));
    }

    /** Returns the content with another recipient of the same account. */
    String withRecipient(String content, Recipient recipient) {
        Map<String, @Nullable Object> frozen = new LinkedHashMap<>(reader.readValue(content));
        frozen.put("recipient", recipient);
        return writer.writeValueAsString(frozen);
    }

    public Letter restore(FrozenLetter letter) {
        Map<String, @Nullable Object> frozen = reader.readValue(letter.content());
        DigestPeriod period = letter.period();
        Recipient recipient = recipient(tree(frozen, "recipient"));
        Content content = frozen.containsKey("facts")
                ? sources.present(facts(tree(frozen, "facts")), recipient, period)
                : content(tree(frozen, "content"));
        return new Letter(
                letter.id(),
                messageKey(letter.content(), frozen),
                letter.digest(),
                period,
                recipient,
                content,
                letter.templateVersion());
    }

    Letter restore(Delivery delivery, DigestPeriod period) {
        return restore(new FrozenLetter(
                delivery.id(),
                delivery.digest(),
                period.start(),
                period.end(),
                delivery.templateVersion(),
                Objects.requireNonNull(delivery.content(), "content")));
    }

    /** Content frozen by releases up to 0.1 has no key; a hash replaces it. */
    private static String messageKey(String content, Map<String, @Nullable Object> frozen) {
        String key = (String) frozen.get("messageKey");
        return key == null ? UUID.nameUUIDFromBytes(content.getBytes(UTF_8)).toString() : key;
    }

    private static Recipient recipient(Map<String, @Nullable Object> fields) {
        return new Recipient(
                text(fields, "userId"),
                text(fields, "accountId"),
                text(fields, "email"),
                (String) fields.get("name"),
                (String) fields.get("timeZone"),
                (String) fields.get("locale"),
                (String) fields.get("plan"));
    }

    private static Facts facts(Map<String, @Nullable Object> fields) {
        return new Facts(text(fields, "source"), count(fields), tree(fields, "values"));
    }

    /** Reads content frozen by releases up to 0.1, which stored it as displayed. */
    private static Content content(Map<String, @Nullable Object> fields) {
        return new Content(count(fields), text(fields, "preheader"), tree(fields, "fields"));
    }

    private static int count(Map<String, @Nullable Object> fields) {
        return ((Number) Objects.requireNonNull(fields.get("itemCount"))).intValue();
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        return (String) Objects.requireNonNull(fields.get(name), name);
    }

    @SuppressWarnings("unchecked") // JSON objects are read as maps
    private static Map<String, @Nullable Object> tree(Map<String, @Nullable Object> fields, String name) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(fields.get(name), name);
    }
}

package dev.tidings.render;

import dev.tidings.core.Color;
import dev.tidings.core.EmailAddress;
import dev.tidings.core.Mailbox;
import dev.tidings.digest.Digest;
import dev.tidings.digest.Digest.Brand;
import dev.tidings.digest.Digest.TrackingSettings;
import dev.tidings.text.MessageCatalog;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings shared by all letters of a digest.
 *
 * @param from the sender, with a display name that is safe to show
 * @param subject the template of the subject line
 * @param brandLink target of the button
 * @param fields template fields of the digest and its brand, without links
 * @param messages messages in the digest's language
 */
record LetterStyle(
        Mailbox from,
        @Nullable EmailAddress replyTo,
        CompiledMustache subject,
        TrackingSettings tracking,
        URI brandLink,
        Map<String, @Nullable Object> fields,
        ListHeaders headers,
        MessageCatalog messages) {

    static LetterStyle of(Digest digest, MessageCatalog messages) {
        Mailbox from = digest.sender().from();
        return new LetterStyle(
                new Mailbox(HeaderValue.name(from.name()), from.address()),
                digest.sender().replyTo(),
                CompiledMustache.of(digest.subject()),
                digest.tracking(),
                digest.brand().link(),
                fields(digest),
                ListHeaders.of(digest),
                messages);
    }

    /** @param name the recipient's, or null */
    String greeting(@Nullable String name) {
        return name == null ? messages.text("letter.greeting.unnamed") : messages.text("letter.greeting", "name", name);
    }

    private static Map<String, @Nullable Object> fields(Digest digest) {
        Brand brand = digest.brand();
        Colors palette = Colors.of(Color.parse(brand.accent()));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("digest.title", digest.title());
        fields.put("brand.name", brand.name());
        fields.put("brand.accent", palette.accent().toString());
        fields.put("brand.accent_dark", palette.accentDark().toString());
        fields.put("brand.accent_soft", palette.soft().toString());
        fields.put("brand.accent_soft_dark", palette.softDark().toString());
        fields.put("brand.logo", brand.logo() == null ? null : brand.logo().toASCIIString());
        fields.put("brand.link_label", brand.linkLabel());
        fields.put("brand.postal_address", brand.postalAddress());
        return fields;
    }
}

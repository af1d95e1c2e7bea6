package dev.tidings.api;

import dev.tidings.bulk.RowRefused;
import dev.tidings.bulk.StorableText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads texts of request bodies. Refuses those that PostgreSQL cannot store. */
final class StorableTextDeserializer extends StdScalarDeserializer<String> {
    /** The beginning of a refusal's message; the reason follows. */
    static final String REFUSAL = "a text ";

    StorableTextDeserializer() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text == null) {
            return null;
        }
        try {
            StorableText.requireUnescapedStorable(text);
            return text;
        } catch (RowRefused e) {
            return context.reportInputMismatch(this, "%s%s", REFUSAL, e.getMessage());
        }
    }
}

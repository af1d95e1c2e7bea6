package dev.tidings.scraping;

import dev.tidings.database.Timestamps;
import dev.tidings.scraping.reading.ItemField;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Repository of table {@code source_detail}. A row is valid only for the source's current configuration. */
@Repository
class KnownDetails {
    private static final TypeReference<Map<String, List<String>>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    KnownDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The texts of the second documents of those items that have not changed in the list.
     *
     * @param itemsByUrl the items' texts in the list, by address
     */
    Map<String, Map<ItemField, List<String>>> find(Source source, Map<String, String> itemsByUrl) {
        Map<String, Map<ItemField, List<String>>> found = new HashMap<>();
        jdbc.sql("""
                        select d.url, d.texts from source_detail d
                        join unnest(:urls::text[], :items::text[]) as i (url, item)
                            on d.url = i.url and d.item_md5 = md5(i.item)
                        where d.source = :source and d.description_md5 = md5(:description)""")
                .param("urls", itemsByUrl.keySet().toArray(String[]::new))
                .param("items", itemsByUrl.values().toArray(String[]::new))
                .param("source", source.name())
                .param("description", source.toString())
                .query(row -> {
                    found.put(row.getString("url"), texts(row.getString("texts")));
                });
        return found;
    }

    void store(Source source, KnownDetail detail, Instant now) {
        Map<String, List<String>> texts = new HashMap<>();
        detail.texts().forEach((field, values) -> texts.put(field.key(), values));
        jdbc.sql("""
                insert into source_detail (source, url, description_md5, item_md5, texts, fetched_at)
                values (:source, :url, md5(:description), md5(:item), :texts::jsonb, :now)
                on conflict (source, url) do update set description_md5 = excluded.description_md5,
                    item_md5 = excluded.item_md5, texts = excluded.texts, fetched_at = excluded.fetched_at""")
                .param("source", source.name())
                .param("url", detail.url())
                .param("description", source.toString())
                .param("item", detail.item())
                .param("texts", json.writeValueAsString(texts))
                .param("now", Timestamps.toParameter(now))
                .update();
    }

    /** Deletes the documents that were fetched before that instant. An item that is still listed gets its again. */
    void deleteFetchedBefore(Instant before) {
        jdbc.sql("delete from source_detail where fetched_at < :before")
                .param("before", Timestamps.toParameter(before))
                .update();
    }

    private Map<ItemField, List<String>> texts(String text) {
        Map<String, List<String>> stored = json.readValue(text, TEXTS);
        Map<ItemField, List<String>> texts = new EnumMap<>(ItemField.class);
        for (ItemField field : ItemField.values()) {
            List<String> values = stored.get(field.key());
            if (values != null) {
                texts.put(field, values);
            }
        }
        return texts;
    }
}

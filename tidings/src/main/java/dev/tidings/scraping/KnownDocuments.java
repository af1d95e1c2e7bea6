package dev.tidings.scraping;

import dev.tidings.database.Timestamps;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code source_document}. A row is valid only for the source's current configuration. */
@Repository
class KnownDocuments {
    private final JdbcClient jdbc;

    KnownDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<KnownDocument> find(Source source, URI uri) {
        return jdbc.sql("""
                select etag, last_modified, item_urls from source_document
                where source = :source and url = :url and description_md5 = md5(:description)""")
                .param("source", source.name())
                .param("url", uri.toString())
                .param("description", source.toString())
                .query((row, number) ->
                        new KnownDocument(uri, row.getString("etag"), row.getString("last_modified"), List.of((String[])
                                row.getArray("item_urls").getArray())))
                .optional();
    }

    /** Stores the fetched documents. Deletes all others of the source, except the unchanged ones. */
    void replaceAll(Source source, List<KnownDocument> documents, List<URI> unchanged, Instant now) {
        jdbc.sql("delete from source_document where source = :source and not url = any (:kept)")
                .param("source", source.name())
                .param("kept", unchanged.stream().map(URI::toString).toArray(String[]::new))
                .update();
        for (KnownDocument document : documents) {
            jdbc.sql("""
                    insert into source_document (source, url, description_md5, etag, last_modified, item_urls, fetched_at)
                    values (:source, :url, md5(:description), :etag, :modified, :items, :now)
                    on conflict (source, url) do nothing""")
                    .param("source", source.name())
                    .param("url", document.uri().toString())
                    .param("description", source.toString())
                    .param("etag", document.etag())
                    .param("modified", document.lastModified())
                    .param("items", document.items().toArray(String[]::new))
                    .param("now", Timestamps.toParameter(now))
                    .update();
        }
    }
}

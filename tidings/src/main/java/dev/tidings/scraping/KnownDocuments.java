package dev.tidings.scraping;

import dev.tidings.database.Timestamps;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code source_document}. A row is valid only for the source's current configuration. */
@Repository
class KnownDocuments {
    private final JdbcClient jdbc;

    KnownDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The documents of a source, by address. */
    Map<URI, KnownDocument> ofSource(Source source) {
        return jdbc
                .sql("""
                        select url, etag, last_modified, item_urls, listed_modified_at, fetched_at from source_document
                        where source = :source and description_md5 = md5(:description)""")
                .param("source", source.name())
                .param("description", source.toString())
                .query((row, number) -> document(row))
                .list()
                .stream()
                .collect(Collectors.toMap(KnownDocument::uri, Function.identity()));
    }

    private static KnownDocument document(ResultSet row) throws SQLException {
        return new KnownDocument(
                URI.create(row.getString("url")),
                row.getString("etag"),
                row.getString("last_modified"),
                List.of((String[]) row.getArray("item_urls").getArray()),
                Timestamps.readNullable(row, "listed_modified_at"),
                Timestamps.read(row, "fetched_at"));
    }

    /** Stores these documents. Deletes all others of the source, except the skipped ones. */
    void replaceAll(Source source, List<KnownDocument> documents, List<URI> skipped) {
        jdbc.sql("delete from source_document where source = :source and not url = any (:kept)")
                .param("source", source.name())
                .param("kept", skipped.stream().map(URI::toString).toArray(String[]::new))
                .update();
        for (KnownDocument document : documents) {
            @Nullable Instant listed = document.listedModifiedAt();
            jdbc.sql("""
                    insert into source_document
                        (source, url, description_md5, etag, last_modified, item_urls, listed_modified_at, fetched_at)
                    values (:source, :url, md5(:description), :etag, :modified, :items, :listed, :fetched)
                    on conflict (source, url) do nothing""")
                    .param("source", source.name())
                    .param("url", document.uri().toString())
                    .param("description", source.toString())
                    .param("etag", document.etag())
                    .param("modified", document.lastModified())
                    .param("items", document.items().toArray(String[]::new))
                    .param("listed", listed == null ? null : Timestamps.toParameter(listed))
                    .param("fetched", Timestamps.toParameter(document.fetchedAt()))
                    .update();
        }
    }
}

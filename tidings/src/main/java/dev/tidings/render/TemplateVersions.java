package dev.tidings.render;

import dev.tidings.yaml.ConfigurationErrors;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Repository of table {@code template_version}: every template version that letters were rendered with. Their letters
 * can be rendered again.
 */
@Repository
public class TemplateVersions {
    private static final TypeReference<Map<String, String>> FILES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TemplateFiles files;
    private final JsonMapper json = JsonMapper.builder().build();

    public TemplateVersions(JdbcClient jdbc, TemplateFiles files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * Stores the template as read at startup and returns its version.
     *
     * @param name the template's folder, below {@code templates/}
     * @throws ConfigurationErrors if a file is missing
     */
    public String store(String name) {
        TemplateSource source = files.source(name);
        jdbc.sql("""
                        insert into template_version (version, name, files)
                        values (:version, :name, :files::jsonb)
                        on conflict (version) do nothing
                        """)
                .param("version", source.version())
                .param("name", name)
                .param("files", json.writeValueAsString(source.files()))
                .update();
        return source.version();
    }

    Optional<TemplateSource> find(String version) {
        return jdbc.sql("select name, files from template_version where version = :version")
                .param("version", version)
                .query((row, number) ->
                        new TemplateSource(row.getString("name"), json.readValue(row.getString("files"), FILES)))
                .optional();
    }
}

package dev.tidings.opportunities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code title_decoration}: what each source adds to its titles. */
@Repository
class TitleDecorations {
    private static final int MAX_TITLES = 500;

    private final JdbcClient jdbc;

    TitleDecorations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Learns the decoration of these sources anew, from their newest titles that have not expired.
     *
     * @return the sources whose decoration changed
     */
    List<String> learn(Collection<String> sources) {
        Map<String, TitleDecoration> known = find(sources);
        List<String> changed = new ArrayList<>();
        for (String source : sources) {
            TitleDecoration learned = TitleDecoration.learn(titles(source));
            if (!learned.equals(known.getOrDefault(source, TitleDecoration.NONE))) {
                save(source, learned);
                changed.add(source);
            }
        }
        return changed;
    }

    /** By source; a source without a decoration is absent. */
    Map<String, TitleDecoration> find(Collection<String> sources) {
        Map<String, TitleDecoration> decorations = new HashMap<>();
        jdbc.sql("select source, openings, endings from title_decoration where source = any (:sources)")
                .param("sources", sources.toArray(String[]::new))
                .query(row -> {
                    decorations.put(
                            row.getString("source"),
                            new TitleDecoration(texts(row, "openings"), texts(row, "endings")));
                });
        return decorations;
    }

    private List<String> titles(String source) {
        return jdbc.sql("""
                select title from opportunity
                where source = :source and status <> 'expired'
                order by created_at desc, id
                limit :limit""")
                .param("source", source)
                .param("limit", MAX_TITLES)
                .query((row, number) -> row.getString("title"))
                .list();
    }

    private void save(String source, TitleDecoration decoration) {
        jdbc.sql("""
                insert into title_decoration (source, openings, endings) values (:source, :openings, :endings)
                on conflict (source) do update set openings = excluded.openings, endings = excluded.endings""")
                .param("source", source)
                .param("openings", decoration.openings().toArray(String[]::new))
                .param("endings", decoration.endings().toArray(String[]::new))
                .update();
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }
}

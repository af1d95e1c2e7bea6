package dev.tidings.recommender;

import dev.tidings.audience.Users;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRowMapper;
import dev.tidings.recommender.ranking.DeclaredInterests;
import dev.tidings.recommender.ranking.OpportunityText;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads all picks of an edition, with their opportunities and what their readers declared. */
@Repository
public class EditionPicks {
    private final JdbcClient jdbc;
    private final Users users;
    private final DeclaredInterestsReader interests = new DeclaredInterestsReader();

    EditionPicks(JdbcClient jdbc, Users users) {
        this.jdbc = jdbc;
        this.users = users;
    }

    private record PickRow(String userId, Opportunity opportunity, String reason, long modelVersion) {}

    /** By user and position. Holds the picks of all readers in memory. */
    public List<EditionPick> of(String digest, LocalDate periodStart) {
        List<PickRow> rows = jdbc.sql("select p.user_id, coalesce(p.reason, '') as reason, p.model_version_id, "
                        + OpportunityRowMapper.COLUMNS + """
                        from pick p
                        join opportunity o on o.id = p.opportunity_id
                        where p.digest = :digest and p.period_start = :start
                        order by p.user_id, p.position""")
                .param("digest", digest)
                .param("start", periodStart)
                .query((row, number) -> new PickRow(
                        row.getString("user_id"),
                        OpportunityRowMapper.read(row),
                        row.getString("reason"),
                        row.getLong("model_version_id")))
                .list();
        Map<String, DeclaredInterests> declared = new HashMap<>();
        users.profiles(rows.stream().map(PickRow::userId).distinct().toList())
                .forEach((user, profile) -> declared.put(user, interests.read(profile)));
        Map<String, OpportunityText> texts = new HashMap<>();
        rows.forEach(row -> texts.computeIfAbsent(row.opportunity().id(), id -> OpportunityText.of(row.opportunity())));
        return rows.stream()
                .map(row -> new EditionPick(
                        row.userId(),
                        declared.getOrDefault(row.userId(), DeclaredInterests.EMPTY),
                        row.opportunity(),
                        Objects.requireNonNull(texts.get(row.opportunity().id())),
                        row.reason(),
                        row.modelVersion()))
                .toList();
    }
}

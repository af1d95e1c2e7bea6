package dev.tidings.content.recommendation;

import dev.tidings.content.recommendation.bot.Example;
import dev.tidings.content.recommendation.bot.Features;
import dev.tidings.content.recommendation.bot.Outcome;
import dev.tidings.content.recommendation.bot.Reaction;
import dev.tidings.content.recommendation.bot.Reaction.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What became of picks: what was picked, beside what its readers did with it. */
@Repository
class PickOutcomes {
    private final JdbcClient jdbc;

    PickOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A place in the order of all picks. */
    record Place(Instant at, String userId, String opportunityId) {
        static Place before(Instant at) {
            return new Place(at, "", "");
        }
    }

    /** @param end the place of the last pick that was looked at */
    record Page(List<Example> examples, int picks, Place end) {}

    private record Row(Place place, String letter, Features features, boolean seen) {}

    /**
     * What the next picks after a place taught, those of readers whose bot was reset since excepted. A letter was seen if
     * its reader did anything with any of its items.
     */
    Page after(Place place, Instant before, int limit) {
        List<Row> rows = rows(place, before, limit);
        if (rows.isEmpty()) {
            return new Page(List.of(), 0, place);
        }
        Place end = rows.getLast().place();
        Map<String, List<Reaction>> reactions = reactions(rows);
        List<Example> examples = new ArrayList<>();
        for (Row row : rows) {
            List<Reaction> toIt = reactions.getOrDefault(row.place().userId(), List.of()).stream()
                    .filter(reaction ->
                            reaction.opportunityId().equals(row.place().opportunityId()))
                    .toList();
            Outcome.of(toIt, row.place().at(), row.seen())
                    .ifPresent(
                            says -> examples.add(new Example(row.features(), says > 0, Math.abs(says), row.letter())));
        }
        return new Page(examples, rows.size(), end);
    }

    private List<Row> rows(Place place, Instant before, int limit) {
        return jdbc.sql("""
                        select p.user_id, p.opportunity_id, p.digest, p.period_start, p.features, p.picked_at,
                               exists (
                                   select from pick q
                                   join feedback f on f.user_id = q.user_id and f.opportunity_id = q.opportunity_id
                                   where q.user_id = p.user_id and q.digest = p.digest and q.period_start = p.period_start
                                     and not f.machine and f.kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated')
                                     and f.at >= p.picked_at) as seen
                        from pick p
                        where (p.picked_at, p.user_id, p.opportunity_id) > (:at, :user, :opportunity) and p.picked_at < :before
                          and not exists (
                              select from bot_reset r where r.user_id = p.user_id and r.reset_at > p.picked_at)
                        order by p.picked_at, p.user_id, p.opportunity_id
                        limit :limit""")
                .param("at", place.at().atOffset(ZoneOffset.UTC))
                .param("user", place.userId())
                .param("opportunity", place.opportunityId())
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        String user = row.getString("user_id");
        return new Row(
                new Place(
                        Objects.requireNonNull(OpportunityRow.instant(row, "picked_at")),
                        user,
                        row.getString("opportunity_id")),
                row.getString("digest") + "/" + row.getObject("period_start", LocalDate.class) + "/" + user,
                features(row),
                row.getBoolean("seen"));
    }

    static Features features(ResultSet row) throws SQLException {
        Float[] boxed = (Float[]) row.getArray("features").getArray();
        float[] features = new float[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            features[i] = boxed[i];
        }
        return Features.of(features);
    }

    private Map<String, List<Reaction>> reactions(List<Row> rows) {
        record Of(String userId, Reaction reaction) {}
        return jdbc
                .sql("""
                        select user_id, opportunity_id, kind, coalesce(rating, 0) as rating, at
                        from feedback
                        where user_id = any (:users::text[]) and opportunity_id = any (:opportunities::text[]) and not machine
                          and kind in ('clicked', 'saved', 'applied', 'dismissed', 'rated')
                        order by user_id, at, opportunity_id, kind""")
                .param("users", distinct(rows.stream().map(row -> row.place().userId())))
                .param(
                        "opportunities",
                        distinct(rows.stream().map(row -> row.place().opportunityId())))
                .query((row, number) -> new Of(
                        row.getString("user_id"),
                        new Reaction(
                                row.getString("opportunity_id"),
                                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                                row.getInt("rating"),
                                Objects.requireNonNull(OpportunityRow.instant(row, "at")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Of::userId, Collectors.mapping(Of::reaction, Collectors.toList())));
    }

    private static String[] distinct(java.util.stream.Stream<String> texts) {
        return texts.distinct().toArray(String[]::new);
    }
}

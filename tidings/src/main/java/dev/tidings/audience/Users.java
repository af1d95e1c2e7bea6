package dev.tidings.audience;

import dev.tidings.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of table {@code users}. */
@Repository
public class Users {
    private static final String SELECT = """
            select id, email, name, account_id, time_zone, locale, plan, profile::text as profile,
                opt_in_digest, last_digest_sent_at
            from users
            """;

    private final JdbcClient jdbc;

    public Users(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<User> find(String id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query((row, number) -> user(row))
                .optional();
    }

    /** The profiles of these users as JSON objects, by user id. Users without a profile are absent. */
    public Map<String, String> profiles(Collection<String> ids) {
        Map<String, String> profiles = new HashMap<>();
        jdbc.sql("select id, profile::text as profile from users where id = any (:ids::text[]) and profile is not null")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    profiles.put(row.getString("id"), row.getString("profile"));
                });
        return profiles;
    }

    /** Users with this address, ignoring case, ordered by id. */
    public List<User> findByEmail(String address, int limit) {
        return jdbc.sql(SELECT + "where lower(email) = lower(:address) order by id limit :limit")
                .param("address", address)
                .param("limit", limit)
                .query((row, number) -> user(row))
                .list();
    }

    /**
     * Creates the users whose ids do not exist, and records their consent as imported.
     *
     * @return the number of created users
     */
    public int createMissing(List<NewUser> users) {
        return jdbc.sql("""
                with created as (
                    insert into users (id, email, account_id, time_zone, opt_in_digest)
                    select id, email, account_id, time_zone, opt_in_digest
                    from unnest(:ids::text[], :emails::text[], :accounts::text[], :zones::text[], :opt_ins::boolean[])
                        as line (id, email, account_id, time_zone, opt_in_digest)
                    order by id
                    on conflict (id) do nothing
                    returning id, opt_in_digest)
                insert into consent (user_id, opt_in, source)
                select id, opt_in_digest, 'import' from created""")
                .param("ids", users.stream().map(NewUser::id).toArray(String[]::new))
                .param("emails", users.stream().map(NewUser::email).toArray(String[]::new))
                .param("accounts", users.stream().map(NewUser::accountId).toArray(String[]::new))
                .param("zones", users.stream().map(NewUser::timeZone).toArray(String[]::new))
                .param("opt_ins", users.stream().map(NewUser::optInDigest).toArray(Boolean[]::new))
                .update();
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("account_id"),
                row.getString("time_zone"),
                row.getString("locale"),
                row.getString("plan"),
                row.getString("profile"),
                row.getBoolean("opt_in_digest"),
                Timestamps.readNullable(row, "last_digest_sent_at"));
    }
}

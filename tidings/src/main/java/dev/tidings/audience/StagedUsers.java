package dev.tidings.audience;

import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.bulk.RowWarning;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The staging table of user rows and their transfer to {@code users} and {@code consent}. */
@Repository
class StagedUsers {
    /** {@code given_fields} are the columns that the row has. */
    static final String CREATE = """
            create temp table staged_user (
                line bigint, given_fields text[], id text, email text, account_id text, opt_in_digest boolean,
                name text, time_zone text, locale text, plan text, profile jsonb
            ) on commit drop""";

    static final String COPY = """
            copy staged_user (line, given_fields, id, email, account_id, opt_in_digest, name, time_zone, locale, plan,
                profile)
            from stdin (format csv)""";

    private final JdbcClient jdbc;

    StagedUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the users of the rows, so that absent columns keep their latest values. Removes and returns rows of new users
     * that lack a required column.
     */
    List<RowWarning> rejectIncomplete() {
        jdbc.sql("""
                select u.id
                from users u
                join staged_user s on s.id = u.id
                order by u.id
                for no key update of u""").query((row, number) -> row.getString("id")).list();
        return jdbc.sql("""
                delete from staged_user s
                where (s.email is null or s.account_id is null)
                and not exists (select from users u where u.id = s.id)
                returning s.line, concat_ws(' and ',
                    case when s.email is null then 'email' end,
                    case when s.account_id is null then 'account_id' end) as missing""")
                .query((row, number) -> new RowWarning(
                        row.getLong("line"), "there is no such user; to create one, give " + row.getString("missing")))
                .list();
    }

    /** Records the consent of new users. */
    void recordFirstConsent(ConsentSource source) {
        jdbc.sql("""
                insert into consent (user_id, opt_in, source)
                select s.id, s.opt_in_digest, :source
                from staged_user s
                where s.opt_in_digest is not null
                and not exists (select from users u where u.id = s.id)""").param("source", source.columnValue()).update();
    }

    /** Absent columns keep their values. Rows are ordered by id, so concurrent imports cannot deadlock. */
    void upsert() {
        jdbc.sql("""
                insert into users (id, email, account_id, name, time_zone, locale, plan, profile, opt_in_digest)
                select s.id, coalesce(s.email, u.email), coalesce(s.account_id, u.account_id),
                    case when 'name' = any (s.given_fields) then s.name else u.name end,
                    case when 'time_zone' = any (s.given_fields) then s.time_zone else u.time_zone end,
                    case when 'locale' = any (s.given_fields) then s.locale else u.locale end,
                    case when 'plan' = any (s.given_fields) then s.plan else u.plan end,
                    case when 'profile' = any (s.given_fields) then s.profile else u.profile end,
                    coalesce(s.opt_in_digest, true)
                from staged_user s
                left join users u on u.id = s.id
                order by s.id
                on conflict (id) do update set
                    email = excluded.email,
                    name = excluded.name,
                    account_id = excluded.account_id,
                    time_zone = excluded.time_zone,
                    locale = excluded.locale,
                    plan = excluded.plan,
                    profile = excluded.profile,
                    updated_at = now()
                where (users.email, users.name, users.account_id, users.time_zone, users.locale, users.plan, users.profile)
                    is distinct from (excluded.email, excluded.name, excluded.account_id, excluded.time_zone,
                        excluded.locale, excluded.plan, excluded.profile)""").update();
    }

    /**
     * Applies and records changed opt-ins. An opt-in by the product is ignored if the user's own last answer was an
     * opt-out.
     */
    void updateOptIns(String primary, ConsentSource source) {
        jdbc.sql("""
                with changed as (
                    update users u set opt_in_digest = s.opt_in_digest, updated_at = now()
                    from staged_user s
                    where s.id = u.id
                    and s.opt_in_digest <> u.opt_in_digest
                    and not (s.opt_in_digest and exists (
                        select from (
                            select distinct on (c.digest) c.digest, c.opt_in
                            from consent c
                            where c.user_id = u.id and c.source not in ('import', 'api')
                            order by c.digest, c.id desc) own
                        where not own.opt_in
                        and not exists (
                            select from digest_preference p where p.user_id = u.id and p.digest = own.digest)))
                    returning u.id, u.opt_in_digest),
                forgotten as (
                    delete from digest_preference p using changed
                    where p.user_id = changed.id and p.digest = :primary and p.opt_in and not changed.opt_in_digest)
                insert into consent (user_id, opt_in, source)
                select id, opt_in_digest, :source from changed""")
                .param("primary", primary)
                .param("source", source.columnValue())
                .update();
    }

    /** The ignored opt-ins. */
    List<RowWarning> ignoredOptIns() {
        return jdbc.sql("""
                select s.line
                from staged_user s
                join users u on u.id = s.id
                where s.opt_in_digest and not u.opt_in_digest""")
                .query((row, number) -> new RowWarning(
                        row.getLong("line"), "opt_in_digest true was ignored: the user has unsubscribed"))
                .list();
    }
}

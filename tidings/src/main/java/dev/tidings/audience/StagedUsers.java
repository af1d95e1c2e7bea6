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

    /**
     * Counts the users that the staged rows would change. The rows of one user count together; of each column, the last
     * value counts.
     *
     * @param source whose opt-ins the rows are
     */
    UserChanges countChanges(ConsentSource source) {
        return jdbc.sql("""
                with merged as (
                    select id,
                        (array_agg(email order by line desc) filter (where email is not null))[1] as email,
                        (array_agg(account_id order by line desc) filter (where account_id is not null))[1] as account_id,
                        (array_agg(opt_in_digest order by line desc) filter (where opt_in_digest is not null))[1] as opt_in
                    from staged_user
                    group by id)
                select (select count(*) from users) as users,
                    count(*) filter (where u.id is null) as created,
                    count(*) filter (where u.opt_in_digest <> m.opt_in
                        and not (m.opt_in and m.id = any (:optedOut::text[]))) as opt_ins,
                    count(*) filter (where u.account_id <> m.account_id) as accounts,
                    count(*) filter (where u.email <> m.email) as addresses
                from merged m
                left join users u on u.id = m.id""")
                .param("optedOut", usersWithStandingOptOut(source))
                .query((row, number) -> new UserChanges(
                        row.getLong("users"),
                        row.getLong("created"),
                        row.getLong("opt_ins"),
                        row.getLong("accounts"),
                        row.getLong("addresses")))
                .single();
    }

    /**
     * Creates and changes users, and records the consent of those that this statement creates: of two imports of the same
     * new user, only one does. Absent columns keep their values. Rows are ordered by id, so concurrent imports cannot
     * deadlock. Unchanged users are neither written nor locked.
     */
    void upsert(ConsentSource source) {
        jdbc.sql("""
                with given as (
                    select s.id, coalesce(s.email, u.email) as email, coalesce(s.account_id, u.account_id) as account_id,
                        case when 'name' = any (s.given_fields) then s.name else u.name end as name,
                        case when 'time_zone' = any (s.given_fields) then s.time_zone else u.time_zone end as time_zone,
                        case when 'locale' = any (s.given_fields) then s.locale else u.locale end as locale,
                        case when 'plan' = any (s.given_fields) then s.plan else u.plan end as plan,
                        case when 'profile' = any (s.given_fields) then s.profile else u.profile end as profile,
                        coalesce(s.opt_in_digest, true) as opt_in_digest
                    from staged_user s
                    left join users u on u.id = s.id),
                stored as (
                    insert into users (id, email, account_id, name, time_zone, locale, plan, profile, opt_in_digest)
                    select g.id, g.email, g.account_id, g.name, g.time_zone, g.locale, g.plan, g.profile, g.opt_in_digest
                    from given g
                    left join users u on u.id = g.id
                    where u.id is null
                    or (u.email, u.name, u.account_id, u.time_zone, u.locale, u.plan, u.profile)
                        is distinct from (g.email, g.name, g.account_id, g.time_zone, g.locale, g.plan, g.profile)
                    order by g.id
                    on conflict (id) do update set
                        email = excluded.email,
                        name = excluded.name,
                        account_id = excluded.account_id,
                        time_zone = excluded.time_zone,
                        locale = excluded.locale,
                        plan = excluded.plan,
                        profile = excluded.profile,
                        updated_at = now()
                    where (users.email, users.name, users.account_id, users.time_zone, users.locale, users.plan,
                            users.profile)
                        is distinct from (excluded.email, excluded.name, excluded.account_id, excluded.time_zone,
                            excluded.locale, excluded.plan, excluded.profile)
                    returning users.id, users.xmax = '0'::xid as created)
                insert into consent (user_id, opt_in, source)
                select s.id, s.opt_in_digest, :source
                from stored
                join staged_user s on s.id = stored.id
                where stored.created and s.opt_in_digest is not null""").param("source", source.columnValue()).update();
    }

    /**
     * Locks the users whose opt-in the rows change, so that no answer of theirs comes between reading and writing it. An
     * answer that is given before it is read; one that is given later follows this import.
     */
    private String[] lockChangedOptIns() {
        return jdbc.sql("""
                select u.id
                from users u
                join staged_user s on s.id = u.id
                where s.opt_in_digest <> u.opt_in_digest
                order by u.id
                for no key update of u""").query((row, number) -> row.getString("id")).list().toArray(String[]::new);
    }

    /**
     * Applies and records changed opt-ins. An opt-in is ignored if an opt-out stands that its source does not overrule:
     * the user's own, or for an import an operator's.
     */
    void updateOptIns(String primary, ConsentSource source) {
        String[] locked = lockChangedOptIns();
        jdbc.sql("""
                with changed as (
                    update users u set opt_in_digest = s.opt_in_digest, updated_at = now()
                    from staged_user s
                    where s.id = u.id
                    and u.id = any (:locked::text[])
                    and s.opt_in_digest <> u.opt_in_digest
                    and not (s.opt_in_digest and s.id = any (:optedOut::text[]))
                    returning u.id, u.opt_in_digest),
                forgotten as (
                    delete from digest_preference p using changed
                    where p.user_id = changed.id and p.digest = :primary and p.opt_in and not changed.opt_in_digest)
                insert into consent (user_id, opt_in, source)
                select id, opt_in_digest, :source from changed""")
                .param("locked", locked)
                .param("optedOut", usersWithStandingOptOut(source))
                .param("primary", primary)
                .param("source", source.columnValue())
                .update();
    }

    /**
     * Records the opt-outs that confirm a value that only imports had set. The next import then does not overrule them.
     */
    void recordConfirmedOptOuts(ConsentSource source) {
        jdbc.sql("""
                insert into consent (user_id, opt_in, source)
                select s.id, false, :source
                from staged_user s
                join users u on u.id = s.id
                where not s.opt_in_digest and not u.opt_in_digest and s.id <> all (:optedOut::text[])""")
                .param("optedOut", usersWithStandingOptOut(ConsentSource.IMPORT))
                .param("source", source.columnValue())
                .update();
    }

    /**
     * The users without an opt-in whose opt-out is not overruled by this source, and not superseded by a later opt-in.
     * An answer for a digest with an opt-in of its own concerns only that digest.
     */
    private String[] usersWithStandingOptOut(ConsentSource source) {
        return jdbc.sql("""
                select distinct s.id
                from staged_user s
                join users u on u.id = s.id and not u.opt_in_digest
                join consent c on c.user_id = s.id and not c.opt_in and c.source <> all (:overruled::text[])
                where s.opt_in_digest is not null
                and not exists (
                    select from digest_preference p where p.user_id = s.id and p.digest = c.digest)
                and not exists (
                    select from consent later
                    where later.user_id = s.id and later.opt_in and later.id > c.id
                    and later.source <> all (:overruled::text[])
                    and (later.digest is null or c.digest is null or later.digest = c.digest)
                    and not exists (
                        select from digest_preference p where p.user_id = s.id and p.digest = later.digest))""")
                .param("overruled", source.overruled())
                .query((row, number) -> row.getString("id"))
                .list()
                .toArray(String[]::new);
    }

    /** The ignored opt-ins. */
    List<RowWarning> ignoredOptIns(ConsentSource source) {
        String optOut = source.isOperators() ? "the user has unsubscribed" : "the user or an operator has unsubscribed";
        return jdbc.sql("""
                select s.line
                from staged_user s
                join users u on u.id = s.id
                where s.opt_in_digest and not u.opt_in_digest""")
                .query((row, number) ->
                        new RowWarning(row.getLong("line"), "opt_in_digest true was ignored: " + optOut))
                .list();
    }
}

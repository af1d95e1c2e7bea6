-- Numbers are read through a role of their own, which sees only the accounts named in the transaction's setting
-- tidings.accounts (a text[] literal). Switching to the role binds the owner and even a superuser.
-- A role belongs to the server, so another database may have created it, even at this moment.
do $$
begin
    if not exists (select from pg_roles where rolname = 'tidings_metrics_reader') then
        begin
            create role tidings_metrics_reader nologin;
        exception
            when duplicate_object or unique_violation then
                null;
        end;
    end if;
    begin
        set local role tidings_metrics_reader;
        reset role;
    exception
        when insufficient_privilege then
            execute format('grant tidings_metrics_reader to %I', current_user);
    end;
exception
    when insufficient_privilege then
        raise exception 'The database user % may not create or use the role tidings_metrics_reader. Ask an administrator of the database for: create role tidings_metrics_reader nologin; grant tidings_metrics_reader to %', current_user, current_user;
end
$$;

do $$
begin
    execute format('grant usage on schema %I to tidings_metrics_reader', current_schema());
end
$$;
grant select on metrics to tidings_metrics_reader;

alter table metrics enable row level security;
-- "in (select ...)" is hashed and leaves the primary key to the query's own condition; "= any (...)" would go into the
-- index scan a second time and take three times as long. Where the setting is missing, nothing is visible.
create policy accounts_of_the_chunk on metrics for select to tidings_metrics_reader
    using (account_id in (select unnest(nullif(current_setting('tidings.accounts', true), '')::text[])));

-- Numbers are read through a role of their own, which sees only the accounts named in the transaction's setting
-- tidings.accounts (a text[] literal). Switching to the role binds the owner and even a superuser.
do $$
begin
    if not exists (select from pg_roles where rolname = 'tidings_metrics_reader') then
        create role tidings_metrics_reader nologin;
    end if;
    if not pg_has_role(current_user, 'tidings_metrics_reader', 'usage') then
        execute format('grant tidings_metrics_reader to %I', current_user);
    end if;
exception
    when insufficient_privilege then
        raise exception 'The database user % may not create the role tidings_metrics_reader. Ask an administrator of the database for: create role tidings_metrics_reader nologin; grant tidings_metrics_reader to %', current_user, current_user;
    when duplicate_object then
        null;
end
$$;

do $$
begin
    execute format('grant usage on schema %I to tidings_metrics_reader', current_schema());
end
$$;
grant select on metrics to tidings_metrics_reader;

alter table metrics enable row level security;
create policy accounts_of_the_chunk on metrics for select to tidings_metrics_reader
    using (account_id = any ((select current_setting('tidings.accounts', true))::text[]));

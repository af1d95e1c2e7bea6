-- The people and what they said.

create table users (
    id                  text primary key check (length(id) between 1 and 64),
    email               text not null,
    name                text,
    account_id          text not null check (length(account_id) between 1 and 64),
    time_zone           text,
    locale              text,
    plan                text,
    profile             jsonb,
    opt_in_digest       boolean not null default true,
    last_digest_sent_at timestamptz,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now()
) with (fillfactor = 80);
create index users_account_id on users (account_id);
create index users_email on users (lower(email));

-- An answer for one digest; where there is none, users.opt_in_digest is the answer.
create table digest_preference (
    user_id    text not null references users (id) on delete cascade,
    digest     text not null,
    opt_in     boolean not null,
    changed_at timestamptz not null default now(),
    primary key (user_id, digest)
);

-- Every answer ever given (GDPR 7(1)). Append-only.
create table consent (
    id          bigint generated always as identity primary key,
    user_id     text not null,
    digest      text,
    opt_in      boolean not null,
    how         text not null check (how in ('import', 'api', 'preferences', 'link', 'one-click', 'undo', 'console')),
    recorded_at timestamptz not null default now()
);
create index consent_user_id on consent (user_id, recorded_at);

create function consent_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'consent is append-only: % refused', tg_op;
end
$$;
create trigger consent_is_append_only before update or delete on consent
    for each row execute function consent_is_append_only();

-- Addresses never to mail, in lower case.
create table suppression (
    address    text primary key check (address = lower(address)),
    reason     text not null check (reason in ('bounce', 'complaint', 'manual')),
    note       text,
    created_at timestamptz not null default now()
);

-- The accounts' numbers: one row per account, day and source; a letter sums the sources.
create table metrics (
    account_id  text  not null check (length(account_id) between 1 and 64),
    metric_date date  not null,
    source_name text  not null,
    data        jsonb not null check (jsonb_typeof(data) = 'object'),
    updated_at  timestamptz not null default now(),
    primary key (account_id, metric_date, source_name)
);

-- What letters were rendered with.
create table template_version (
    version    text primary key,
    name       text not null,
    files      jsonb not null,
    created_at timestamptz not null default now()
);

-- One digest for one period.
create table edition (
    id               bigint generated always as identity primary key,
    digest           text not null,
    period_start     date not null,
    period_end       date not null,
    status           text not null default 'open' check (status in ('open', 'stopped', 'closed')),
    reason           text,
    opened_by        text not null check (opened_by in ('clock', 'api', 'console', 'command')),
    transport        text not null,
    template_version text not null references template_version (version),
    planned_through  text,
    planned_at       timestamptz,
    opened_at        timestamptz not null,
    closed_at        timestamptz,
    unique (digest, period_start, period_end),
    check (period_start <= period_end),
    check ((status = 'stopped') = (reason is not null)),
    check ((status = 'closed') = (closed_at is not null)),
    check (status <> 'closed' or planned_at is not null)
);

-- A slice of an edition's recipients, worked on by one node at a time.
-- due = sent + skipped + error + owed: what is not settled is owed.
create table chunk (
    edition_id  bigint not null references edition (id) on delete cascade,
    number      integer not null,
    user_ids    text[] not null,
    due         integer not null check (due = cardinality(user_ids)),
    sent        integer not null default 0,
    skipped     integer not null default 0,
    error       integer not null default 0,
    owed        integer generated always as (due - sent - skipped - error) stored check (owed >= 0),
    composed_at timestamptz,
    closed_at   timestamptz,
    primary key (edition_id, number),
    check (closed_at is null or due = sent + skipped + error)
) with (fillfactor = 70);

create sequence letter_id cache 50;

-- Letters that are owed.
create table delivery (
    id              bigint primary key,
    edition_id      bigint references edition (id),
    chunk           integer,
    kind            text not null check (kind in ('regular', 'test')),
    digest          text not null,
    user_id         text not null references users (id),
    period_start    date not null,
    period_end      date not null,
    transport       text not null,
    template_version text not null,
    content         text not null,
    item_count      integer not null,
    attempt         integer not null default 0,
    handed_over_at  timestamptz,
    first_tried_at  timestamptz,
    batch_key       text,
    batch_position  integer,
    next_attempt_at timestamptz not null,
    last_error      text,
    created_at      timestamptz not null,
    check ((kind = 'regular') = (edition_id is not null)),
    check ((edition_id is null) = (chunk is null)),
    check ((batch_key is null) = (batch_position is null)),
    check (handed_over_at is null or (attempt > 0 and batch_key is not null))
) with (fillfactor = 70, toast_tuple_target = 256);
create unique index delivery_once on delivery (digest, user_id, period_start, period_end) where kind = 'regular';
create index delivery_chunk on delivery (edition_id, chunk, user_id);

-- Letters that are settled.
create table digest_log (
    id               bigint primary key,
    user_id          text not null references users (id),
    period_start     date not null,
    period_end       date not null,
    status           text not null check (status in ('sent', 'skipped', 'error')),
    error_message    text,
    created_at       timestamptz not null default now(),
    digest           text not null,
    edition_id       bigint references edition (id),
    chunk            integer,
    kind             text not null check (kind in ('regular', 'test')),
    skip_reason      text check (skip_reason in ('OPTED_OUT', 'NO_CONTENT', 'SUPPRESSED', 'TOO_LATE', 'CANCELLED')),
    outcome_unknown  boolean not null default false,
    remark           text,
    transport        text,
    provider_id      text,
    composed_at      timestamptz,
    attempt          integer not null default 0,
    sent_at          timestamptz,
    item_count       integer,
    template_version text,
    content          text,
    opened_at        timestamptz,
    clicked_at       timestamptz,
    check ((status = 'skipped') = (skip_reason is not null)),
    check ((status = 'sent') = (sent_at is not null)),
    check (status <> 'error' or error_message is not null),
    check (not outcome_unknown or status = 'error'),
    check ((kind = 'regular') = (edition_id is not null))
) with (toast_tuple_target = 256);
create unique index digest_log_once on digest_log (digest, user_id, period_start, period_end) where kind = 'regular';
create index digest_log_edition on digest_log (edition_id, status, user_id);
create index digest_log_user on digest_log (user_id, created_at);
create index digest_log_outbox on digest_log (sent_at, id) where transport = 'outbox' and status = 'sent';

-- db-scheduler's own table, as its documentation gives it.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);

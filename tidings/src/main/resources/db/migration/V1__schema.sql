-- The tables, by owning package. docs/schema.md describes each table and its columns.

-- audience

create table users (
    id                  text primary key check (length(id) between 1 and 128),
    email               text not null,
    name                text,
    account_id          text not null check (length(account_id) between 1 and 128),
    time_zone           text,
    locale              text,
    plan                text,
    profile             jsonb,
    opt_in_digest       boolean not null default true,
    last_digest_sent_at timestamptz,
    -- Counts changes of opt-ins, address and account, and suppressions. A letter composed with another version does not leave.
    recipient_version   integer not null default 0,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now()
) with (fillfactor = 70); -- last_digest_sent_at changes with every letter, and is in no index
comment on table users is 'The people who may get digests.';
create index users_account_id on users (account_id);
create index users_email on users (lower(email));
create index users_time_zone on users (time_zone, id);

create table digest_preference (
    user_id    text not null references users (id) on delete cascade,
    digest     text not null,
    opt_in     boolean not null,
    changed_at timestamptz not null default now(),
    primary key (user_id, digest)
);
comment on table digest_preference is 'A user''s answer for one digest. Without a row, users.opt_in_digest is the answer.';

create table consent (
    id          bigint generated always as identity primary key,
    user_id     text not null,
    digest      text, -- null: all digests
    opt_in      boolean not null,
    source      text not null
        check (source in ('import', 'api', 'preferences', 'link', 'page', 'one_click', 'undo', 'console', 'scanner')),
    recorded_at timestamptz not null default now()
);
comment on table consent is 'The history of all answers, append-only (GDPR article 7(1)).';
create index consent_user_id on consent (user_id, recorded_at);
create index consent_link on consent (recorded_at) where source = 'link' and not opt_in;

create function refuse_consent_change() returns trigger language plpgsql as $$
begin
    raise exception 'consent is append-only: % refused', tg_op;
end
$$;
create trigger refuse_consent_change before update or delete on consent
    for each row execute function refuse_consent_change();

create table suppression (
    address    text primary key check (address = lower(address)),
    reason     text not null check (reason in ('bounce', 'complaint', 'manual')),
    note       text,
    created_at timestamptz not null default now()
);
comment on table suppression is 'Addresses that never get mail, in lower case.';

create function count_recipient_change() returns trigger language plpgsql as $$
begin
    new.recipient_version := old.recipient_version + 1;
    return new;
end
$$;
create trigger count_recipient_change before update of email, account_id, opt_in_digest on users
    for each row when ((old.email, old.account_id, old.opt_in_digest) is distinct from (new.email, new.account_id, new.opt_in_digest))
    execute function count_recipient_change();

create function count_preference_change() returns trigger language plpgsql as $$
begin
    execute format(
        'update %I.users set recipient_version = recipient_version + 1 where id = any (array(select user_id from changed))',
        tg_table_schema);
    return null;
end
$$;
create trigger count_preference_insert after insert on digest_preference
    referencing new table as changed for each statement execute function count_preference_change();
create trigger count_preference_update after update on digest_preference
    referencing new table as changed for each statement execute function count_preference_change();
create trigger count_preference_delete after delete on digest_preference
    referencing old table as changed for each statement execute function count_preference_change();

create function count_suppression_change() returns trigger language plpgsql as $$
begin
    execute format(
        'update %I.users set recipient_version = recipient_version + 1
         where lower(email) = any (array(select address from changed))', tg_table_schema);
    return null;
end
$$;
create trigger count_suppression after insert on suppression
    referencing new table as changed for each statement execute function count_suppression_change();

create table time_zone_change (
    user_id    text primary key references users (id) on delete cascade,
    changed_at timestamptz not null
);
comment on table time_zone_change is
    'Users whose time zone has changed since the last edition in the recipients'' zones began its first wave.';

create function record_time_zone_change() returns trigger language plpgsql as $$
begin
    execute format(
        'insert into %I.time_zone_change (user_id, changed_at) values ($1, now())
         on conflict (user_id) do update set changed_at = excluded.changed_at', tg_table_schema) using new.id;
    return null;
end
$$;
create trigger record_time_zone_change after update of time_zone on users
    for each row when (old.time_zone is distinct from new.time_zone) execute function record_time_zone_change();

-- content.metrics

create table daily_metric (
    account_id  text  not null check (length(account_id) between 1 and 128),
    metric_date date  not null,
    source_name text  not null,
    data        jsonb not null check (jsonb_typeof(data) = 'object'),
    updated_at  timestamptz not null default now(),
    primary key (account_id, metric_date, source_name)
);
comment on table daily_metric is 'The numbers of one account, day and source. A letter sums the sources.';

-- Numbers are read through a role of their own, which sees only the accounts named in the transaction's setting
-- tidings.accounts (a text[] literal). Switching to the role binds the owner and even a superuser.
-- A role belongs to the server: another database may have created it, even at this moment.
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
grant select on daily_metric to tidings_metrics_reader;

alter table daily_metric enable row level security;
-- "in (select ...)" is hashed and leaves the primary key to the query's own condition; "= any (...)" would go into the
-- index scan a second time and take three times as long. Without the setting, nothing is visible.
create policy named_accounts on daily_metric for select to tidings_metrics_reader
    using (account_id in (select unnest(nullif(current_setting('tidings.accounts', true), '')::text[])));

-- opportunities

create table opportunity (
    id                text primary key check (length(id) between 1 and 128),
    title             text not null,
    description       text,
    url               text not null,
    organization      text,
    source            text not null,
    -- The last day. With a time of day, deadline_at is the moment that counts, and this its day in the zone it was given with.
    deadline          date,
    deadline_at       timestamptz,
    tags              text[] not null default '{}',
    discipline        text[] not null default '{}',
    type              text,
    location          text,
    -- The least that one entry costs, read from fee_text if the source words it.
    fee               numeric(12, 2) check (fee >= 0),
    currency          text check (currency ~ '^[A-Z]{3}$'),
    fee_text          text,
    award             text,
    remote            boolean not null default false,
    language          text,
    posted_at         timestamptz,
    status            text not null default 'live' check (status in ('live', 'hidden', 'expired')),
    -- Who ended it: an operator, the status of an imported row, its source, which withdrew it, or its deadline; null while live.
    -- All but a deadline end the whole group.
    status_by         text check (status_by in ('operator', 'import', 'source', 'deadline')),
    -- url without the parts that do not identify the page; a second report has the same.
    canonical_url     text not null,
    -- The words by which other sources' reports of the same call are found; null: not computed yet.
    identity_words    text[],
    -- The original of the reports' group: no original has one itself.
    duplicate_of      text references opportunity (id) on delete set null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    last_seen_at      timestamptz not null,
    check (deadline_at is null or deadline is not null),
    check (duplicate_of <> id),
    check ((status = 'live') = (status_by is null))
);
comment on table opportunity is 'The catalog: everything that can be recommended.';
create unique index opportunity_canonical_url on opportunity (canonical_url);
create index opportunity_updated_at on opportunity (updated_at);
create index opportunity_live on opportunity (id) where status = 'live';
create index opportunity_duplicate_of on opportunity (duplicate_of) where duplicate_of is not null;
-- Without a list of pending entries, which every search would read.
create index opportunity_identity_words on opportunity using gin (identity_words) with (fastupdate = off);
create index opportunity_without_words on opportunity (id) where identity_words is null;
create index opportunity_source on opportunity (source, created_at desc, id) where status <> 'expired';

create table opportunity_split (
    first_id  text not null references opportunity (id) on delete cascade,
    second_id text not null references opportunity (id) on delete cascade,
    split_at  timestamptz not null,
    primary key (first_id, second_id),
    check (first_id <> second_id)
);
comment on table opportunity_split is 'Pairs of reports that an operator separated. They are not grouped while the pair is here.';
create index opportunity_split_second_id on opportunity_split (second_id);

create table title_decoration (
    source   text primary key,
    openings text[] not null,
    endings  text[] not null
);
comment on table title_decoration is 'What each source adds to its titles, learned from what its titles share.';

create table opportunity_feedback (
    id             bigint generated always as identity primary key,
    user_id        text not null references users (id) on delete cascade,
    opportunity_id text references opportunity (id) on delete cascade, -- null: an opened letter, which is about all in it
    kind           text not null check (kind in ('sent', 'opened', 'clicked', 'saved', 'applied', 'dismissed', 'rated')),
    rating         smallint check (rating between 1 and 5),
    occurred_at    timestamptz not null,
    by_machine     boolean not null default false,
    letter_id      bigint,
    check ((kind = 'rated') = (rating is not null)),
    check (kind = 'opened' or opportunity_id is not null)
);
comment on table opportunity_feedback is 'Readers'' actions on opportunities that they were sent.';
create unique index opportunity_feedback_once on opportunity_feedback (user_id, opportunity_id, kind, occurred_at)
    nulls not distinct;
create index opportunity_feedback_opportunity on opportunity_feedback (opportunity_id, kind);
create index opportunity_feedback_occurred_at on opportunity_feedback (occurred_at);
create index opportunity_feedback_letter on opportunity_feedback (letter_id) where letter_id is not null and kind <> 'sent';

-- recommender

create table model_version (
    id                 bigint generated always as identity primary key,
    status             text not null check (status in ('candidate', 'live', 'retired', 'refused')),
    state              jsonb not null,
    example_count      bigint not null,
    training_cutoff_at timestamptz, -- training used picks made before this time; null: none
    evaluation         jsonb,
    note               text,
    created_at         timestamptz not null,
    promoted_at        timestamptz
);
comment on table model_version is 'Versions of the trained ranker. One is live.';
create unique index model_version_live on model_version (status) where status = 'live';

create table pick (
    user_id          text not null references users (id) on delete cascade,
    opportunity_id   text not null references opportunity (id) on delete cascade,
    digest           text not null,
    period_start     date not null,
    position         smallint not null check (position > 0),
    features         real[] not null,
    score            real not null,
    reason           text,
    exploration      boolean not null,
    propensity       real not null check (propensity > 0 and propensity <= 1),
    model_version_id bigint not null references model_version (id),
    picked_at        timestamptz not null,
    primary key (user_id, opportunity_id)
) with (toast_tuple_target = 256);
comment on table pick is 'Opportunities picked for users, with the ranker''s input. The primary key prevents a second pick of an opportunity for a user.';
create index pick_opportunity_id on pick (opportunity_id);
create index pick_picked_at on pick (picked_at);

create table recommender_reset (
    user_id  text primary key references users (id) on delete cascade,
    reset_at timestamptz not null
);
comment on table recommender_reset is 'Users whose recommendations were reset. Training ignores their earlier picks and feedback.';

-- scraping

create table source_state (
    source               text primary key,
    host                 text not null,
    status               text not null default 'new' check (status in ('new', 'ok', 'failing', 'suspicious')),
    status_changed_at    timestamptz not null,
    problem              text,
    consecutive_failures integer not null default 0 check (consecutive_failures >= 0),
    next_run_at          timestamptz not null,
    claim_id             uuid,
    claimed_at           timestamptz,
    claim_expires_at     timestamptz,
    check ((claim_id is null) = (claimed_at is null)),
    check ((claim_id is null) = (claim_expires_at is null))
);
comment on table source_state is 'The state of each source, and the claim of the node that scrapes it.';

create table source_run (
    id              bigint generated always as identity primary key,
    source          text not null,
    started_at      timestamptz not null,
    ended_at        timestamptz not null,
    outcome         text not null check (outcome in ('ok', 'unchanged', 'failed', 'suspicious')),
    http_status     integer,
    document_count  integer not null,
    byte_count      bigint not null,
    found_count     integer not null,
    created_count   integer not null,
    updated_count   integer not null,
    unchanged_count integer not null,
    refused_count   integer not null,
    problem         text,
    notes           text[] not null default '{}',
    samples         jsonb not null default '[]',
    field_hits      jsonb not null default '{"items": 0, "hits": {}}'
);
comment on table source_run is 'The result of every scraping run of a source.';
create index source_run_source on source_run (source, started_at desc);

create table source_document (
    source             text not null,
    url                text not null,
    description_md5    text not null,
    etag               text,
    last_modified      text,
    item_urls          text[] not null,
    fetched_at         timestamptz not null,
    listed_modified_at timestamptz,
    primary key (source, url)
);
comment on table source_document is
    'Documents of the latest scraping runs: their validators for conditional requests, and the opportunities that they list.';

create table source_detail (
    source          text not null,
    url             text not null,
    description_md5 text not null,
    item_md5        text not null,
    texts           jsonb not null,
    fetched_at      timestamptz not null,
    primary key (source, url)
);
comment on table source_detail is 'The texts of the second documents of items, so that only new and changed items are fetched.';
create index source_detail_fetched_at on source_detail (fetched_at);

-- render

create table template_version (
    version    text primary key,
    name       text not null,
    files      jsonb not null,
    created_at timestamptz not null default now()
);
comment on table template_version is 'The templates that letters were rendered with, by the hash of their text.';

-- edition

create table digest (
    name           text primary key,
    title          text not null,
    content_source text not null
);
comment on table digest is 'Every digest that was ever configured, with its content source.';

create table edition (
    id                   bigint generated always as identity primary key,
    digest               text not null,
    period_start         date not null,
    period_end           date not null,
    status               text not null default 'open' check (status in ('open', 'waiting', 'held', 'paused', 'stopped', 'closed')),
    stop_reason          text, -- why it is stopped, held or waiting
    opened_by            text not null check (opened_by in ('clock', 'api', 'console', 'command')),
    transport            text not null,
    template_version     text not null references template_version (version),
    content_version      text, -- null: the content source has no versions
    letters_per_second   integer check (letters_per_second > 0), -- over all nodes; null: unlimited
    queue_position       integer not null default 0 check (queue_position >= 0),
    last_planned_user_id text,
    forced               boolean not null default false, -- an operator decided that its letters leave: no brakes, no waiting
    without_numbers      boolean not null default false, -- an operator decided that it waits for no numbers
    warning              text, -- what was unusual before the first letter, though it did not hold the edition
    opened_at            timestamptz not null,
    waits_since          timestamptz, -- since when it is or was waiting or held
    admitted_at          timestamptz, -- null: not checked yet before its first letter
    canary               text check (canary in ('sampling', 'waiting', 'passed')), -- null: no sample goes first
    canary_since         timestamptz, -- when the sample's letters were settled; then, when the others could follow
    planned_at           timestamptz,
    send_deadline_at     timestamptz,
    cancelled_at         timestamptz,
    closed_at            timestamptz,
    content_pruned_at    timestamptz,
    letters_pruned_at    timestamptz,
    unique (digest, period_start, period_end),
    check (period_start <= period_end),
    -- Over where it is over first (UTC+14) when the edition was opened. Compared with opened_at, so that a backup can be restored.
    check (period_start >= '2000-01-01' and period_end < (opened_at at time zone 'UTC' + interval '14 hours')::date),
    check ((status in ('stopped', 'held', 'waiting')) = (stop_reason is not null)),
    check (status not in ('held', 'waiting') or waits_since is not null),
    check ((status = 'closed') = (closed_at is not null)),
    check (status <> 'closed' or planned_at is not null),
    check (cancelled_at is null or planned_at is not null)
);
comment on table edition is 'One digest for one period.';

create table edition_wave (
    edition_id           bigint not null references edition (id) on delete cascade,
    due_at               timestamptz not null,
    -- Names of the tz database; the empty text is for users of no known zone.
    zones                text[] not null check (cardinality(zones) > 0),
    send_deadline_at     timestamptz not null,
    status               text check (status in ('waiting', 'held')), -- null: neither
    stop_reason          text, -- why it is waiting or held
    waits_since          timestamptz,
    admitted_at          timestamptz, -- null: not checked yet before its first letter
    canary               text check (canary in ('sampling', 'waiting', 'passed')), -- null: no sample goes first
    canary_since         timestamptz, -- when the sample's letters were settled; then, when the others could follow
    planned_zone_count   integer not null default 0 check (planned_zone_count between 0 and cardinality(zones)),
    last_planned_user_id text,
    planned_at           timestamptz,
    primary key (edition_id, due_at),
    check ((status is not null) = (stop_reason is not null)),
    check (status is null or waits_since is not null and admitted_at is null),
    check (planned_at is null or admitted_at is not null)
);
comment on table edition_wave is 'The time zones in which an edition is due at the same time, fixed when the edition opens.';

-- ledger

create sequence letter_id cache 50;

create table chunk (
    edition_id     bigint not null references edition (id) on delete cascade,
    number         integer not null check (number > 0),
    wave_due_at    timestamptz, -- null: the edition has no waves
    sample         boolean not null default false, -- whether its users get their letters before the others
    user_ids       text[] not null,
    first_user_id  text collate "C", -- the least of user_ids; null: there are none
    last_user_id   text collate "C", -- the greatest
    due            integer not null check (due >= 0),
    composed_count integer not null default 0 check (composed_count between 0 and due),
    sent           integer not null default 0 check (sent >= 0),
    skipped        integer not null default 0 check (skipped >= 0),
    error          integer not null default 0 check (error >= 0),
    owed           integer generated always as (due - sent - skipped - error) stored check (owed >= 0),
    closed_at      timestamptz,
    remarks        text[] not null default '{}', -- recipients removed from the chunk: user id and reason
    primary key (edition_id, number),
    foreign key (edition_id, wave_due_at) references edition_wave (edition_id, due_at),
    check (sent + skipped + error <= composed_count),
    check (closed_at is null or due = sent + skipped + error)
) with (fillfactor = 70);
comment on table chunk is
    'A slice of an edition''s recipients. One worker at a time delivers it. due = sent + skipped + error + owed.';

-- The counts change with every batch, user_ids rarely: this trigger runs only when user_ids or due change.
create function check_chunk_users() returns trigger language plpgsql as $$
begin
    if new.due <> cardinality(new.user_ids) then
        raise exception 'Chunk % of edition % has % users, and % due', new.number, new.edition_id, cardinality(new.user_ids), new.due
            using errcode = 'check_violation';
    end if;
    select min(u.id collate "C"), max(u.id collate "C") into new.first_user_id, new.last_user_id
    from unnest(new.user_ids) as u (id);
    return new;
end
$$;
create trigger check_chunk_users before insert or update of user_ids, due on chunk
    for each row execute function check_chunk_users();

create table batch (
    key                text primary key,
    edition_id         bigint not null,
    chunk_number       integer not null,
    letter_ids         bigint[] not null check (cardinality(letter_ids) > 0),
    user_ids           text[] not null check (cardinality(user_ids) = cardinality(letter_ids)),
    contents           text[] not null check (cardinality(contents) = cardinality(letter_ids)),
    recipient_versions integer[] not null check (cardinality(recipient_versions) = cardinality(letter_ids)),
    item_counts        integer[] not null check (cardinality(item_counts) = cardinality(letter_ids)),
    composed_at        timestamptz not null,
    handed_over_at     timestamptz not null,
    run_id             uuid not null, -- the run of the node that hands it over; its journal has the progress
    unique (edition_id, chunk_number),
    foreign key (edition_id, chunk_number) references chunk (edition_id, number)
);
comment on table batch is
    'New letters that are handed over together. The row exists until their outcomes are stored in digest_log or delivery.';
-- Rows are short-lived: compressing them costs more than it saves.
alter table batch alter column contents set storage external;

create table delivery (
    id                   bigint primary key,
    edition_id           bigint,
    chunk_number         integer,
    kind                 text not null check (kind in ('regular', 'test')),
    digest               text not null,
    user_id              text not null references users (id),
    period_start         date not null,
    period_end           date not null,
    transport            text not null,
    template_version     text not null,
    content              text, -- null: it is composed before its next attempt
    item_count           integer,
    recipient_version    integer not null, -- users.recipient_version that it was composed with; -1: not compared yet
    composed_at          timestamptz,
    attempt              integer not null default 0 check (attempt >= 0),
    first_attempt_at     timestamptz,
    next_attempt_at      timestamptz, -- null: parked, not tried again
    handed_over_at       timestamptz,
    run_id               uuid, -- the run of the node that made the latest attempt
    batch_key            text,
    batch_position       integer,
    last_refused_attempt integer, -- no attempt up to this one was accepted
    last_unknown_attempt integer, -- this attempt's outcome is unknown, and the letter is tried again
    last_error           text,
    retried_at           timestamptz, -- when an operator had it sent again; null: never
    check (content is null or (item_count is not null and composed_at is not null)),
    check (content is not null or (kind = 'regular' and handed_over_at is null and batch_key is null)),
    check ((kind = 'regular') = (edition_id is not null)),
    check ((edition_id is null) = (chunk_number is null)),
    check ((batch_key is null) = (batch_position is null)),
    check (handed_over_at is null or (attempt > 0 and batch_key is not null)),
    check (next_attempt_at is not null or (last_error is not null and handed_over_at is null))
) with (fillfactor = 90, toast_tuple_target = 256);
comment on table delivery is 'Owed letters, one row each.';
-- One regular letter for each digest, user and period; any number of test letters. The user is the first column for deletes of users.
create unique index delivery_once on delivery (user_id, digest, period_start, period_end, (case when kind = 'test' then id end))
    nulls not distinct;
-- Lists are sorted by code point. In this order, ids with a common prefix are adjacent, whatever the database's collation is.
create index delivery_chunk on delivery (edition_id, chunk_number, user_id collate "C");
create index delivery_parked on delivery (edition_id, chunk_number) where next_attempt_at is null;
create index delivery_retried on delivery (edition_id, chunk_number) where retried_at is not null;
-- Hashed: an error can be too long for an index.
create index delivery_reason on delivery (edition_id, hashtextextended(last_error, 0), user_id collate "C")
    where last_error is not null;

create table digest_log (
    id                  bigint primary key,
    user_id             text not null references users (id),
    period_start        date not null,
    period_end          date not null,
    status              text not null check (status in ('sent', 'skipped', 'error')),
    error_message       text,
    created_at          timestamptz not null default now(),
    digest              text not null,
    edition_id          bigint,
    chunk_number        integer,
    kind                text not null check (kind in ('regular', 'test')),
    skip_reason         text check (skip_reason in ('OPTED_OUT', 'NO_CONTENT', 'SUPPRESSED', 'TOO_LATE', 'CANCELLED')),
    outcome_unknown     boolean not null default false,
    run_id              uuid, -- unknown, and settled by another node: the run whose journal may still have the outcome
    remark              text,
    transport           text,
    provider_message_id text,
    composed_at         timestamptz,
    attempt             integer not null default 0,
    sent_at             timestamptz,
    item_count          integer,
    template_version    text,
    content             text,
    opened_at           timestamptz,
    clicked_at          timestamptz,
    check ((status = 'skipped') = (skip_reason is not null)),
    check ((status = 'sent') = (sent_at is not null)),
    check (status <> 'error' or error_message is not null),
    check (not outcome_unknown or status = 'error'),
    check ((kind = 'regular') = (edition_id is not null))
) with (toast_tuple_target = 256);
comment on table digest_log is 'Settled letters.';
-- The user is the last column: an edition writes to one part of the index, and one descent finds 25 users.
create unique index digest_log_once on digest_log (digest, period_start, period_end, user_id) where kind = 'regular';
create index digest_log_edition on digest_log (edition_id, status, user_id collate "C");
create index digest_log_reason on digest_log (
    edition_id, status, hashtextextended(coalesce(skip_reason, error_message, remark), 0), user_id collate "C")
    where coalesce(skip_reason, error_message, remark) is not null;
create index digest_log_unknown on digest_log (edition_id, user_id collate "C") where outcome_unknown;
create index digest_log_user on digest_log (user_id, created_at);
create index digest_log_outbox on digest_log (sent_at, id) where transport = 'outbox' and status = 'sent';
create index digest_log_test on digest_log (created_at) where kind = 'test';

create table letter_attempt (
    id          bigint generated always as identity primary key,
    letter_id   bigint not null,
    edition_id  bigint not null, -- the row is deleted with the content of the edition's letters
    attempt     integer not null check (attempt >= 0), -- 0: the letter was not handed over
    at          timestamptz not null,
    outcome     text not null check (outcome in ('sent', 'deferred', 'error', 'unknown', 'skipped')),
    reason      text,
    provider_id text,
    node        text, -- null: another node wrote the outcome than the one that made the attempt
    check (outcome = 'sent' or reason is not null)
);
comment on table letter_attempt is
    'Failed and further attempts at regular letters, and the outcomes that a retry replaced. An accepted first attempt is in digest_log.';
create index letter_attempt_letter on letter_attempt (letter_id);
create index letter_attempt_edition on letter_attempt (edition_id);

create view owed_letter as
select id, edition_id, chunk_number, kind, digest, user_id, period_start, period_end, transport, template_version, content,
       item_count, attempt, handed_over_at, next_attempt_at, last_error, composed_at, coalesce(retried_at, composed_at) as owed_since
from delivery
union all
select l.id, b.edition_id, b.chunk_number, 'regular', e.digest, l.user_id, e.period_start, e.period_end, e.transport,
       e.template_version, l.content, l.item_count, 1, b.handed_over_at, b.handed_over_at, null, b.composed_at, b.composed_at
from batch b
join edition e on e.id = b.edition_id
cross join lateral unnest(b.letter_ids, b.user_ids, b.contents, b.item_counts) as l (id, user_id, content, item_count);
comment on view owed_letter is 'Stored letters that are owed, in delivery and batch.';

create view chunk_progress as
select c.edition_id, c.number, c.due, c.sent, c.skipped, c.error, c.owed,
       (select count(*) from delivery d
        where d.edition_id = c.edition_id and d.chunk_number = c.number and d.next_attempt_at is null) as parked,
       (select count(*) from delivery d
        where d.edition_id = c.edition_id and d.chunk_number = c.number and d.retried_at is not null
          and d.next_attempt_at is not null) as retried,
       c.closed_at
from chunk c;
comment on view chunk_progress is 'The counts of chunks, with the numbers of parked and of retried letters.';

create view digest_email as
select l.id, l.user_id, coalesce(l.sent_at, l.created_at) as sent_at, coalesce(l.item_count, 0) as opportunity_count,
       case when l.status = 'error' then 'failed' when l.kind = 'test' then 'test' else 'sent' end as status,
       l.opened_at, l.clicked_at
from digest_log l
join digest d on d.name = l.digest
where d.content_source = 'recommendation' and l.status in ('sent', 'error');
comment on view digest_email is 'Letters with opportunities, with the column names of Proletto''s DigestEmail.';

-- Replaces a foreign key from every letter, which would lock the edition's row that all workers share. A transaction that adds a
-- letter locks the row of its chunk, which is deleted with the edition.
create function keep_edition_with_letters() returns trigger language plpgsql as $$
begin
    if exists (select from delivery where edition_id = old.id) or exists (select from digest_log where edition_id = old.id) then
        raise exception 'Edition % has letters: delete those in delivery and digest_log first', old.id
            using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;
create constraint trigger keep_edition_with_letters after delete on edition deferrable initially deferred
    for each row execute function keep_edition_with_letters();

-- Replaces a foreign key from the users of a batch. delivery and digest_log have foreign keys.
create function keep_user_in_batch() returns trigger language plpgsql as $$
begin
    if exists (select from batch where old.id = any (user_ids)) then
        raise exception 'User % has a letter in a batch that is handed over; try again in a moment', old.id
            using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;
create constraint trigger keep_user_in_batch after delete or update of id on users
    for each row execute function keep_user_in_batch();

-- throttle

create table rate_limit (
    name               text not null,
    claimant           text not null default '', -- empty: the limit itself; otherwise one of those that share it
    booked_until_at    timestamptz not null,
    booked_at          timestamptz not null,
    allowed_per_second double precision check (allowed_per_second > 0),
    primary key (name, claimant),
    check (allowed_per_second is null or claimant = '')
);
comment on table rate_limit is
    'Rate limits over all nodes: the time up to which each limit and each claimant is booked (generic cell rate algorithm, ITU-T I.371).';

create table circuit_breaker (
    transport            text primary key,
    reason               text not null,
    first_failed_at      timestamptz not null,
    last_failed_at       timestamptz not null,
    consecutive_failures integer not null check (consecutive_failures > 0),
    open_count           integer not null default 0 check (open_count >= 0),
    next_probe_at        timestamptz, -- null: closed, with too few failures to open
    half_open            boolean not null default false,
    check ((open_count > 0) = (next_probe_at is not null)),
    check (not half_open or next_probe_at is not null)
);
comment on table circuit_breaker is 'Circuit breakers of transports that fail. A transport without a row works.';

-- instance

create table instance (
    singleton         boolean primary key default true check (singleton),
    id                uuid not null,
    system_identifier text not null,
    database_oid      bigint not null,
    table_oid         bigint not null,
    adopted_at        timestamptz not null,
    adopted_by        text not null
);
comment on table instance is
    'The identity of the database when it was adopted for sending. A restored database or a copy has another identity.';

create table instance_host (
    host              text primary key,
    active            boolean not null,
    heartbeat_count   bigint not null,
    last_heartbeat_at timestamptz not null
) with (fillfactor = 50);
comment on table instance_host is
    'The hosts that use this database. An active host without heartbeats uses another copy or has stopped.';

-- feedback

create table letter_event (
    id                    bigint generated always as identity primary key,
    letter_id             bigint not null,
    user_id               text not null references users (id) on delete cascade,
    kind                  text not null check (kind in ('opened', 'clicked')),
    link_kind             text check (link_kind in ('button', 'item', 'trap', 'more', 'less')),
    opportunity_id        text,
    occurred_at           timestamptz not null,
    classification        text not null check (classification in ('human', 'machine', 'unknown')),
    classification_reason text not null,
    address_hash          bytea,
    check ((kind = 'clicked') = (link_kind is not null)),
    check ((link_kind in ('item', 'more', 'less')) is true = (opportunity_id is not null))
);
comment on table letter_event is 'Every opening and click, and whether a person or a machine made it.';
create index letter_event_letter on letter_event (letter_id, occurred_at);
create index letter_event_user on letter_event (user_id);
create index letter_event_occurred_at on letter_event (occurred_at);
create index letter_event_address_hash on letter_event (address_hash, occurred_at) where address_hash is not null;

create table unsubscribe_visit (
    id           bigint generated always as identity primary key,
    user_id      text not null references users (id) on delete cascade,
    digest       text not null,
    visited_at   timestamptz not null,
    address_hash bytea,
    opted_out    boolean not null
);
comment on table unsubscribe_visit is
    'Unsubscribes by link of digests with unsubscribe.confirm: suspected, kept for two days. A scanner''s are taken back.';
create index unsubscribe_visit_user on unsubscribe_visit (user_id, visited_at);

-- health

create table node (
    id           text primary key,
    started_at   timestamptz not null,
    last_seen_at timestamptz not null
);
comment on table node is 'The running worker nodes. Each renews its row every 30 seconds.';

create table scheduled_digest (
    digest        text primary key,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null
);
comment on table scheduled_digest is 'The digests that are scheduled on a node.';

create table health_check (
    name               text not null,
    subject            text not null default '',
    node               text not null default '',
    state              text not null check (state in ('ok', 'not_measured', 'unknown', 'warning', 'critical')),
    message            text not null,
    value              double precision,
    threshold          double precision,
    unit               text,
    ok_changed_at      timestamptz not null,
    state_changed_at   timestamptz not null,
    checked_at         timestamptz not null,
    last_alerted_state text not null default 'ok' check (last_alerted_state in ('ok', 'not_measured', 'unknown', 'warning', 'critical')),
    primary key (name, subject, node),
    check ((value is null) = (threshold is null) and (value is null) = (unit is null))
) with (fillfactor = 70);
comment on table health_check is 'The latest result of every health check.';

create table repair (
    id             bigint generated always as identity primary key,
    action         text not null check (action in ('rescue', 'prune', 'vacuum')),
    subject        text not null,
    outcome        text not null check (outcome in ('done', 'failed')),
    affected_count bigint not null default 0,
    message        text not null,
    node           text not null,
    repaired_at    timestamptz not null
);
comment on table repair is 'Automatic repairs.';
create index repair_repaired_at on repair (repaired_at);

-- alerting

create table alert (
    id                 bigint generated always as identity primary key,
    key                uuid not null default gen_random_uuid(), -- part of the ids that receivers see
    check_name         text not null,
    subject            text not null,
    node               text not null,
    previous_state     text not null check (previous_state in ('ok', 'not_measured', 'unknown', 'warning', 'critical')),
    state              text not null check (state in ('ok', 'not_measured', 'unknown', 'warning', 'critical')),
    message            text not null,
    raised_at          timestamptz not null,
    notification_round integer not null default 1 check (notification_round > 0), -- from the second on: reminders
    last_notified_at   timestamptz not null,
    acknowledged_at    timestamptz,
    closed_at          timestamptz,
    check (previous_state <> state),
    check (state not in ('ok', 'not_measured') or closed_at is not null)
);
comment on table alert is 'State changes that operators are notified of. A check has at most one open alert.';
create unique index alert_open on alert (check_name, subject, node) where closed_at is null;
create index alert_raised_at on alert (raised_at);

create table alert_delivery (
    id                 bigint generated always as identity primary key,
    alert_id           bigint not null references alert (id) on delete cascade,
    notification_round integer not null,
    channel            text not null check (channel in ('mail', 'webhook')),
    target             text not null, -- a mail address, or a webhook's host
    attempt            integer not null default 0,
    next_attempt_at    timestamptz not null,
    outcome            text check (outcome in ('sent', 'failed', 'unknown')),
    last_response      text,
    settled_at         timestamptz,
    unique (alert_id, notification_round, channel, target),
    check ((outcome is null) = (settled_at is null))
);
comment on table alert_delivery is 'One notification of an alert to one address or webhook.';
create index alert_delivery_owed on alert_delivery (next_attempt_at) where outcome is null;

-- schedule

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
comment on table scheduled_tasks is 'Recurring and persistent tasks. The table belongs to db-scheduler.';
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);

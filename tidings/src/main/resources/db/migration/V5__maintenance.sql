-- The nodes that serve, as each of them says every minute.
create table node (
    id         text primary key,
    started_at timestamptz not null,
    seen_at    timestamptz not null
);

-- The digests that some node's clock is expected to send, since when, and when such a node last said so.
create table watched_digest (
    digest  text primary key,
    since   timestamptz not null,
    seen_at timestamptz not null
);

-- What every check found last. Subject: the digest, source or table it is about, or nothing. Node: whose heap or disk it
-- is, or nothing where every node would find the same.
create table health_check (
    name       text not null,
    subject    text not null default '',
    node       text not null default '',
    state      text not null check (state in ('ok', 'unknown', 'warning', 'critical')),
    message    text not null,
    value      double precision,
    threshold  double precision,
    unit       text,
    since      timestamptz not null,
    changed_at timestamptz not null,
    checked_at timestamptz not null,
    -- The state that an alert spoke of last.
    told       text not null default 'ok' check (told in ('ok', 'unknown', 'warning', 'critical')),
    primary key (name, subject, node),
    check ((value is null) = (threshold is null) and (value is null) = (unit is null))
) with (fillfactor = 70);

-- Changes of state that were, or are to be, told. One at most is open for each check: the one that tells its state now.
create table alert (
    id              bigint generated always as identity primary key,
    name            text not null,
    subject         text not null,
    node            text not null,
    previous        text not null check (previous in ('ok', 'unknown', 'warning', 'critical')),
    state           text not null check (state in ('ok', 'unknown', 'warning', 'critical')),
    message         text not null,
    raised_at       timestamptz not null,
    -- Telling begins anew with each round: the second and later ones remind.
    round           integer not null default 1 check (round > 0),
    told_at         timestamptz not null,
    acknowledged_at timestamptz,
    closed_at       timestamptz,
    check (previous <> state),
    check (state <> 'ok' or closed_at is not null)
);
create unique index alert_open on alert (name, subject, node) where closed_at is null;
create index alert_raised_at on alert (raised_at);

-- One telling of an alert to one address or webhook.
create table alert_dispatch (
    id              bigint generated always as identity primary key,
    alert_id        bigint not null references alert (id) on delete cascade,
    round           integer not null,
    channel         text not null check (channel in ('mail', 'webhook')),
    -- The mail address, or the webhook's host.
    target          text not null,
    attempt         integer not null default 0,
    next_attempt_at timestamptz not null,
    outcome         text check (outcome in ('sent', 'failed', 'unknown')),
    -- What the other side said at the last attempt.
    detail          text,
    settled_at      timestamptz,
    unique (alert_id, round, channel, target),
    check ((outcome is null) = (settled_at is null))
);
create index alert_dispatch_owed on alert_dispatch (next_attempt_at) where outcome is null;

-- What maintenance did of its own accord.
create table repair (
    id      bigint generated always as identity primary key,
    action  text not null check (action in ('rescue', 'prune', 'vacuum')),
    subject text not null,
    outcome text not null check (outcome in ('done', 'failed')),
    -- How many rows or tasks it was about.
    amount  bigint not null default 0,
    message text not null,
    node    text not null,
    at      timestamptz not null
);
create index repair_at on repair (at);

-- Which editions' letters were pruned, so that no row is looked at twice.
alter table edition add column content_pruned_at timestamptz;
alter table edition add column letters_pruned_at timestamptz;
create index digest_log_test on digest_log (created_at) where kind = 'test';

-- Parts of the fingerprint: two that differ in few bits share one of them.
alter table opportunities add column bands integer[] generated always as (
    case when fingerprint is not null then array[
        (fingerprint & 2047)::integer,
        2048 + (fingerprint >> 11 & 2047)::integer,
        4096 + (fingerprint >> 22 & 2047)::integer,
        6144 + (fingerprint >> 33 & 2047)::integer,
        8192 + (fingerprint >> 44 & 1023)::integer,
        10240 + (fingerprint >> 54 & 1023)::integer]
    end) stored;
create index opportunities_bands on opportunities using gin (bands);

-- How each source stands. One that is claimed is being visited, until the claim is given back or ends by itself.
create table source_state (
    source        text primary key,
    host          text not null,
    status        text not null default 'new' check (status in ('new', 'ok', 'failing', 'suspicious')),
    since         timestamptz not null,
    problem       text,
    failures      integer not null default 0 check (failures >= 0),
    next_run_at   timestamptz not null,
    claim         uuid,
    claimed_at    timestamptz,
    claimed_until timestamptz,
    check ((claim is null) = (claimed_until is null))
);

-- What every visit came to.
create table source_run (
    id          bigint generated always as identity primary key,
    source      text not null,
    started_at  timestamptz not null,
    ended_at    timestamptz not null,
    outcome     text not null check (outcome in ('ok', 'unchanged', 'failed', 'suspicious')),
    http_status integer,
    documents   integer not null,
    bytes       bigint not null,
    found       integer not null,
    created     integer not null,
    updated     integer not null,
    unchanged   integer not null,
    refused     integer not null,
    problem     text,
    notes       text[] not null default '{}',
    samples     jsonb not null default '[]'
);
create index source_run_source on source_run (source, started_at desc);

-- What to ask a server for changes of a document with, and which opportunities it told of.
create table source_document (
    source        text not null,
    url           text not null,
    description   text not null,
    etag          text,
    last_modified text,
    items         text[] not null,
    fetched_at    timestamptz not null,
    primary key (source, url)
);

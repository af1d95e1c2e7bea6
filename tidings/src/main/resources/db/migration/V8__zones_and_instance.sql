-- An edition may be due zone by zone, each recipient's at the same local time.

-- Recipients are planned zone by zone.
create index users_time_zone on users (time_zone, id);

-- The moments at which such an edition is due, each for the zones (names of the tz database; the empty text for users of no
-- known zone) that reach the digest's local time then. They stand from the edition's opening on.
create table edition_wave (
    edition_id bigint not null references edition (id) on delete cascade,
    due_at     timestamptz not null,
    zones      text[] not null check (cardinality(zones) > 0),
    -- What is still owed after that is too late, and skipped.
    send_by    timestamptz not null,
    -- How far its planning has come: how many of the zones are planned, and the last user of the next one.
    planned_zones   integer not null default 0,
    planned_through text,
    planned_at      timestamptz,
    primary key (edition_id, due_at)
);

-- Null where the edition is due everywhere at once.
alter table chunk add column due_at timestamptz;
alter table chunk add constraint chunk_wave foreign key (edition_id, due_at) references edition_wave (edition_id, due_at);

-- Users whose zone has changed since no edition was last being planned zone by zone. Such a user may be in the edition
-- already, or may have missed their turn in it, and is looked up.
create table zone_move (
    user_id  text primary key references users (id) on delete cascade,
    moved_at timestamptz not null
);

create function note_zone_move() returns trigger language plpgsql as $$
begin
    execute format(
        'insert into %I.zone_move (user_id, moved_at) values ($1, now())
         on conflict (user_id) do update set moved_at = excluded.moved_at', tg_table_schema) using new.id;
    return null;
end
$$;
create trigger note_zone_move after update of time_zone on users
    for each row when (old.time_zone is distinct from new.time_zone) execute function note_zone_move();

-- The database that letters go out from, as it was when it was adopted: its cluster's identifier, its own oid, and this
-- table's. A restored one, or a copy, differs in one of them.
create table instance (
    one        boolean primary key default true check (one),
    id         uuid not null,
    cluster    text not null,
    database   bigint not null,
    relation   bigint not null,
    adopted_at timestamptz not null,
    adopted_by text not null
);

-- The hosts that work, or have worked, with this database. Where a host still holds it and its beats no longer grow, that host
-- works with another one, of which this is a copy; or it is gone without a word.
create table instance_host (
    host       text primary key,
    held       boolean not null,
    beats      bigint not null,
    renewed_at timestamptz not null
) with (fillfactor = 50);

-- New letters that are handed over together are one row until it is learned how they end. Most are all sent, and move from here
-- to digest_log in one statement; where any of them fares otherwise, or nobody answers for the batch, it is laid out in delivery,
-- one row a letter, and goes on from there.
create table batch (
    key            text primary key,
    edition_id     bigint not null,
    chunk          integer not null,
    ids            bigint[] not null check (cardinality(ids) > 0),
    user_ids       text[] not null check (cardinality(user_ids) = cardinality(ids)),
    contents       text[] not null check (cardinality(contents) = cardinality(ids)),
    item_counts    integer[] not null check (cardinality(item_counts) = cardinality(ids)),
    composed_at    timestamptz not null,
    handed_over_at timestamptz not null,
    unique (edition_id, chunk),
    foreign key (edition_id, chunk) references chunk (edition_id, number)
);

-- What lives for a moment is not worth compressing.
alter table batch alter column contents set storage external;

-- Letters that are owed, wherever they are written down.
create view owed_letter as
select id, edition_id, chunk, kind, digest, user_id, period_start, period_end, transport, template_version, content, item_count,
       attempt, handed_over_at, next_attempt_at, last_error, created_at
from delivery
union all
select l.id, b.edition_id, b.chunk, 'regular', e.digest, l.user_id, e.period_start, e.period_end, e.transport, e.template_version,
       l.content, l.item_count, 1, b.handed_over_at, b.handed_over_at, null, b.composed_at
from batch b
join edition e on e.id = b.edition_id
cross join lateral unnest(b.ids, b.user_ids, b.contents, b.item_counts) as l (id, user_id, content, item_count);

-- A user with a letter in hand stays, as one with a letter in delivery or digest_log does.
create function user_has_letter_in_hand() returns trigger language plpgsql as $$
begin
    if exists (select from batch where old.id = any (user_ids)) then
        raise exception 'User % has a letter in hand; it is settled in a moment', old.id using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;
create constraint trigger user_has_letter_in_hand after delete or update of id on users
    for each row execute function user_has_letter_in_hand();

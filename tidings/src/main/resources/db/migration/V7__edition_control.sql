-- An edition can be paused, slowed down and cancelled at any moment, from any node.
alter table edition drop constraint edition_status_check;
alter table edition add constraint edition_status_check check (status in ('open', 'paused', 'stopped', 'closed'));
-- Letters per second over all nodes; null for as fast as the transport takes them.
alter table edition add column rate integer check (rate > 0);
-- Since then, what is owed is wound down instead of sent.
alter table edition add column cancelled_at timestamptz;
-- What is still owed after that is too late, and skipped.
alter table edition add column send_by timestamptz;

-- Until when what was reserved keeps a lane busy, over all nodes (generic cell rate algorithm, ITU-T I.371).
create table pace (
    lane    text primary key,
    busy_to timestamptz not null
);

-- What the other side's answers allow, in the lane's unit per second; null until they say so.
alter table pace add column allowed double precision check (allowed > 0);

-- Where an edition's first chunk stands in the queue over all editions; the others follow one by one.
alter table edition add column place integer not null default 0 check (place >= 0);

-- Transports that failed as a whole, and since when; none where all is well.
create table transport_trouble (
    transport  text primary key,
    reason     text not null,
    since      timestamptz not null,
    -- Batches in a row that failed so, the last one when.
    failures   integer not null,
    failed_at  timestamptz not null,
    -- How often in a row nothing was handed over for a while.
    closings   integer not null default 0,
    -- Nothing is handed over before, but for one batch that probes; null while there were few failures.
    closed_to  timestamptz,
    probing    boolean not null default false
);

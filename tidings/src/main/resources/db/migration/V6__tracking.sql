-- What came back from letters: pictures fetched, links followed; every one of them, with whether a reader or a machine did it.
create table letter_event (
    id             bigint generated always as identity primary key,
    letter_id      bigint not null,
    user_id        text not null references users (id) on delete cascade,
    kind           text not null check (kind in ('opened', 'clicked')),
    link           text check (link in ('button', 'item', 'trap', 'more', 'less')),
    opportunity_id text,
    at             timestamptz not null,
    classification text not null check (classification in ('human', 'machine', 'unknown')),
    reason         text not null,
    -- A keyed hash of the network address, with another key every day; forgotten after two days.
    origin         bytea,
    check ((kind = 'clicked') = (link is not null)),
    check ((link in ('item', 'more', 'less')) is true = (opportunity_id is not null))
);
create index letter_event_letter on letter_event (letter_id, at);
create index letter_event_user on letter_event (user_id);
create index letter_event_at on letter_event (at);
create index letter_event_origin on letter_event (origin, at) where origin is not null;

-- A letter's opinions and clicks are found again by the letter.
create index feedback_letter on feedback (letter_id) where letter_id is not null and kind <> 'sent';

-- The digests that this installation has ever described, so that rows can be told by what composes them.
create table digest (
    name           text primary key,
    title          text not null,
    content_source text not null
);

-- What an edition's content is composed with, in its content source's own words; null where the source has no versions.
alter table edition add column content_version text;

-- What can be recommended.
create table opportunities (
    id            text primary key check (length(id) between 1 and 64),
    title         text not null,
    description   text,
    url           text not null,
    organization  text,
    source        text not null,
    -- A day holds in every zone; where a time of day is given, the moment counts and the day is the one it was given with.
    deadline      date,
    deadline_at   timestamptz,
    tags          text[] not null default '{}',
    discipline    text[] not null default '{}',
    type          text,
    location      text,
    fee           numeric(12, 2) check (fee >= 0),
    currency      text check (currency ~ '^[A-Z]{3}$'),
    award         text,
    remote        boolean not null default false,
    language      text,
    posted_at     timestamptz,
    status        text not null default 'live' check (status in ('live', 'hidden', 'expired')),
    -- The address without what does not identify the page, the key by which a second report is known.
    canonical_url text not null,
    fingerprint   bigint,
    duplicate_of  text references opportunities (id) on delete set null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    seen_at       timestamptz not null,
    check (deadline_at is null or deadline is not null),
    check (duplicate_of <> id)
);
create unique index opportunities_canonical_url on opportunities (canonical_url);
create index opportunities_updated_at on opportunities (updated_at);
create index opportunities_live on opportunities (id) where status = 'live';
create index opportunities_duplicate_of on opportunities (duplicate_of) where duplicate_of is not null;

-- States of the learned ranker; one is live.
create table model_version (
    id              bigint generated always as identity primary key,
    status          text not null check (status in ('candidate', 'live', 'retired', 'refused')),
    state           jsonb not null,
    examples        bigint not null,
    trained_through timestamptz,
    evaluation      jsonb,
    note            text,
    created_at      timestamptz not null,
    promoted_at     timestamptz
);
create unique index model_version_live on model_version (status) where status = 'live';

-- What was picked for whom, with what the ranker saw when it chose. The key is the promise never to send an item again.
create table pick (
    user_id        text not null references users (id) on delete cascade,
    opportunity_id text not null references opportunities (id) on delete cascade,
    digest         text not null,
    period_start   date not null,
    position       smallint not null check (position > 0),
    features       real[] not null,
    score          real not null,
    reason         text,
    exploration    boolean not null,
    propensity     real not null check (propensity > 0 and propensity <= 1),
    model_version  bigint not null references model_version (id),
    picked_at      timestamptz not null,
    primary key (user_id, opportunity_id)
) with (toast_tuple_target = 256);
create index pick_picked_at on pick (picked_at);

-- What readers did with what they were sent.
create table feedback (
    id             bigint generated always as identity primary key,
    user_id        text not null references users (id) on delete cascade,
    opportunity_id text references opportunities (id) on delete cascade,
    kind           text not null check (kind in ('sent', 'opened', 'clicked', 'saved', 'applied', 'dismissed', 'rated')),
    rating         smallint check (rating between 1 and 5),
    at             timestamptz not null,
    machine        boolean not null default false,
    letter_id      bigint,
    check ((kind = 'rated') = (rating is not null)),
    check (kind = 'opened' or opportunity_id is not null)
);
create unique index feedback_once on feedback (user_id, opportunity_id, kind, at) nulls not distinct;
create index feedback_opportunity on feedback (opportunity_id, kind);
create index feedback_at on feedback (at);

-- Users whose bot was reset: what they did before teaches nothing about them any more.
create table bot_reset (
    user_id  text primary key references users (id) on delete cascade,
    reset_at timestamptz not null
);

-- Letters of opportunities under the names that Proletto gives them.
create view digest_email as
select l.id, l.user_id, coalesce(l.sent_at, l.created_at) as sent_at, coalesce(l.item_count, 0) as opportunity_count,
       case when l.status = 'error' then 'failed' when l.kind = 'test' then 'test' else 'sent' end as status,
       l.opened_at, l.clicked_at
from digest_log l
join digest d on d.name = l.digest
where d.content_source = 'recommendation' and l.status in ('sent', 'error');

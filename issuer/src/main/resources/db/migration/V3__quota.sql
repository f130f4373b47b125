-- The counters of one key in Redis, which are whole or not. Times are Unix seconds; all that is kept about an arena goes
-- with it, some time after the key's not-after.
create table quota_arena (
    arena     text   primary key,
    epoch     bigint not null,
    not_after bigint not null
);

-- What the fence knows outside Redis (docs/adr/0010-fence.md).
create table fence_arming (
    arena   text        primary key references quota_arena on delete cascade,
    attempt bigint      not null,
    armed   bigint      not null,
    server  text        not null,
    floor   bigint      not null,
    fenced  boolean     not null,
    changed timestamptz not null default clock_timestamp()
);

create table fence_member (
    arena    text        not null references quota_arena on delete cascade,
    arming   bigint      not null,
    process  text        not null,
    mark     bigint      not null default 0,
    closed   boolean     not null default false,
    reported timestamptz not null default clock_timestamp(),
    primary key (arena, arming, process)
);

-- The most tokens that a provider was seen charged: below that it is never counted again.
create table quota_mark (
    arena  text   not null references quota_arena on delete cascade,
    msp    text   not null,
    tokens bigint not null,
    primary key (arena, msp)
);

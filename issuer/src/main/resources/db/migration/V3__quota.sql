-- The counters of one key in Redis, which are whole or not. Times are Unix seconds; all that is kept about an arena goes
-- with it, some time after the key's not-after.
create table quota_arena (
    arena     text   primary key,
    epoch     bigint not null,
    not_after bigint not null
);

alter table fence_arming add foreign key (arena) references quota_arena on delete cascade;

-- The most tokens that a provider was seen charged: below that it is never counted again.
create table quota_mark (
    arena  text   not null references quota_arena on delete cascade,
    msp    text   not null,
    tokens bigint not null,
    primary key (arena, msp)
);

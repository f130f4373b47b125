-- What the fence knows outside Redis (docs/adr/0010-fence.md). Whose arenas these are, and for how long, is told by a
-- reference from fence_arming to a table of the service's own.
create table fence_arming (
    arena   text        primary key,
    attempt bigint      not null,
    armed   bigint      not null,
    server  text        not null,
    floor   bigint      not null,
    fenced  boolean     not null,
    changed timestamptz not null default clock_timestamp()
);

create table fence_member (
    arena    text        not null references fence_arming on delete cascade,
    arming   bigint      not null,
    process  text        not null,
    mark     bigint      not null default 0,
    closed   boolean     not null default false,
    reported timestamptz not null default clock_timestamp(),
    primary key (arena, arming, process)
);

-- What is known of the spent ledger outside Redis (docs/adr/0014-ledger-behind-the-fence.md). No token, no question.

-- Each one voids the tokens of all before it. Number 0 begins with the database.
create table ledger_generation (
    number bigint      primary key,
    began  timestamptz not null default clock_timestamp()
);

insert into ledger_generation (number) values (0);

-- Tokens of one key in one generation, and how they are laid out in Redis until the end, in Unix seconds.
create table ledger_family (
    family  text    primary key,
    shards  integer not null,
    buckets bigint  not null,
    ends    bigint  not null
);

create table ledger_shard (
    arena  text primary key,
    family text not null references ledger_family on delete cascade
);

alter table fence_arming add foreign key (arena) references ledger_shard on delete cascade;

-- Providers that operators have suspended, beside those whose documents say so.
create table msp_suspension (
    msp      text primary key,
    operator text        not null,
    since    timestamptz not null default clock_timestamp(),
    reason   text        not null
);

-- What operators did. Rows are only ever added.
create table audit_trail (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default clock_timestamp(),
    operator text        not null,
    action   text        not null,
    subject  text        not null,
    reason   text        not null
);

create function audit_trail_stands() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is neither changed nor shortened';
end $$;

create trigger audit_trail_stands before update or delete or truncate on audit_trail
    for each statement execute function audit_trail_stands();

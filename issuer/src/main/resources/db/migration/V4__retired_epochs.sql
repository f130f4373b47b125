-- A retired epoch has ended before its time: its key is destroyed and its tokens are void. The row stays until not_after,
-- so that the directory can say so.
alter table epoch_key
    add column retired boolean not null default false,
    add check (not retired or sealed_signing_key is null);

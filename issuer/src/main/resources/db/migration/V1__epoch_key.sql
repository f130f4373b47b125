-- One key per epoch. Times are Unix seconds. The sealed columns are AES-256-GCM under the key-encryption key,
-- bound to their row and column, and emptied when the epoch has signed for the last time.
create table epoch_key (
    not_before         bigint primary key,
    ends               bigint not null,
    not_after          bigint not null,
    public_key         bytea  not null,
    sealed_signing_key bytea,
    sealed_quota_key   bytea,
    check (not_before < ends and ends < not_after),
    check ((sealed_signing_key is null) = (sealed_quota_key is null))
);

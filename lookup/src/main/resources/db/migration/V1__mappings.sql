-- One row per identifier and recipient key: a signed mapping, or what is remembered of one. Nothing here can be read, or
-- linked to an identifier, a key or another identifier's row, without the secrets that are mounted beside the service
-- (docs/operations/lookup.md, "At rest").
create table mapping (
    -- HMAC(k2, HMAC(k1, CSI)) and the same over the CSI and the recipient's key; over no key it is the identifier's floor.
    row_key      bytea    not null check (octet_length(row_key) = 32),
    owner_key    bytea    not null check (octet_length(owner_key) = 32),
    -- Which generation of k2 and of the key-encryption key made this row: two may live side by side.
    outer_key_id smallint not null,
    -- The recipient's own counter: an older mapping never replaces a newer one, nor a removal.
    seq          bigint   not null check (seq >= 0),
    -- When the key was attested, in Unix seconds. In the floor: no attestation counts that was issued before.
    attested_at  bigint   not null,
    -- The last day (UTC) on which the row means anything; the second of a mapping stands inside its document.
    expires_on   date     not null,
    -- Whether lookups show it: not the floor, and not what is left of a mapping that was removed.
    listed       boolean  not null,
    -- Padded to size classes, sealed twice; of nothing, where there is nothing to show.
    document     bytea    not null,
    primary key (row_key, owner_key)
);

-- What has expired is deleted in the background, oldest first.
create index mapping_expiry on mapping (expires_on);

-- Rows of outer keys that are to go are moved to others in the background.
create index mapping_outer_key on mapping (outer_key_id);

-- Ciphertext does not compress: do not try.
alter table mapping alter column document set storage external;

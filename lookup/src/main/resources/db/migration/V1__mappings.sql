-- One signed mapping per identifier and recipient key. Nothing here can be read, or linked to an identifier, a key or
-- another row, without the secrets that are mounted beside the service (docs/operations/lookup.md, "At rest").
create table mapping (
    -- HMAC(k2, HMAC(k1, CSI)) and the same over the CSI and the recipient's key.
    row_key      bytea    not null check (octet_length(row_key) = 32),
    owner_key    bytea    not null check (octet_length(owner_key) = 32),
    -- Which generation of k2 and of the key-encryption key made this row: two may live side by side.
    outer_key_id smallint not null,
    -- The recipient's own counter: an older mapping never replaces a newer one.
    seq          bigint   not null check (seq >= 0),
    -- The last day (UTC) on which the mapping may be served; the second stands inside the document.
    expires_on   date     not null,
    -- Padded to size classes, sealed twice.
    document     bytea    not null,
    primary key (row_key, owner_key)
);

-- Ciphertext does not compress: do not try.
alter table mapping alter column document set storage external;

-- Removals by a CSIP that came faster than it may remove by itself: an operator releases or rejects them. Whose identifiers
-- they are about cannot be read here without the mounted secrets.
create table held_removal (
    -- Keyed hash of the document: the same one is held once.
    id         bytea        primary key check (octet_length(id) = 32),
    -- Who sent it, as the public document names it.
    csip       varchar(255) not null,
    -- The day (UTC) on which it came.
    held_on    date         not null,
    -- An operator's word: from then on it is carried out.
    released   boolean      not null default false,
    -- The last day on which it would remove anything.
    expires_on date         not null,
    -- The signed removal and the second in which it was believed, padded and sealed.
    document   bytea        not null
);

create index held_removal_group on held_removal (csip, held_on);
create index held_removal_released on held_removal (released) where released;

-- Ciphertext does not compress: do not try.
alter table held_removal alter column document set storage external;

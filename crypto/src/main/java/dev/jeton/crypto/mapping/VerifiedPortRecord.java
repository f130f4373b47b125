package dev.jeton.crypto.mapping;

import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import java.time.Instant;

/**
 * A port record that was believed, and what it takes to ask later whether it still would be. Whoever remembers one asks
 * before he goes by it: its registry may have lost its key, or everybody's trust.
 *
 * @param signedBy thumbprint of the registry's key that signed it (RFC 7638)
 */
public record VerifiedPortRecord(PortRecord record, String signedBy) {
    /**
     * Whether it would be believed again, but for its own time: {@code trust} lists its registry, for this number and with
     * this key, in whose time it was signed. One whose registry has no keys at all there is believed on: they could not be
     * fetched, which says nothing about it.
     */
    public boolean isBelievedBy(CsipTrust trust) {
        return trust.find(record.registry())
                .filter(registry -> registry.mayPort(record.number()))
                .filter(registry -> mayHaveSigned(registry.keys()))
                .isPresent();
    }

    private boolean mayHaveSigned(DatedKeySet keys) {
        return keys.keys().isEmpty() || keys.keys().values().stream().anyMatch(this::mayHaveSigned);
    }

    private boolean mayHaveSigned(DatedKey key) {
        Instant issuedAt = record.validity().issuedAt();
        return key.signsAt(issuedAt) && key.key().thumbprint().equals(signedBy);
    }
}

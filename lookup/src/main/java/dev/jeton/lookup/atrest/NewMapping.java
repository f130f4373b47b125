package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.mapping.VerifiedPortRecord;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * A verified mapping on its way into the store.
 *
 * @param thumbprint names the recipient's key that signed it (RFC 7638)
 * @param seq the recipient's counter: only a higher one replaces what is stored
 * @param csip who attested that key
 * @param portRecord by which he may; what it says of the number holds for all its mappings
 * @param attestedAt when the attestation was issued
 * @param expires from when on it is served no more
 * @param document the mapping as it was signed
 */
public record NewMapping(
        Csi csi,
        String thumbprint,
        long seq,
        String csip,
        Optional<VerifiedPortRecord> portRecord,
        Instant attestedAt,
        Instant expires,
        Bytes document) {
    @Override
    public String toString() {
        return "NewMapping[redacted]";
    }
}

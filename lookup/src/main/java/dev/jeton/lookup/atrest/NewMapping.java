package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;

/**
 * A verified mapping on its way into the store.
 *
 * @param thumbprint names the recipient's key that signed it (RFC 7638)
 * @param seq the recipient's counter: only a higher one replaces what is stored
 * @param attestedAt when the attestation of that key was issued
 * @param expires from when on it is served no more
 * @param document the mapping as it was signed
 */
public record NewMapping(Csi csi, String thumbprint, long seq, Instant attestedAt, Instant expires, Bytes document) {
    @Override
    public String toString() {
        return "NewMapping[redacted]";
    }
}

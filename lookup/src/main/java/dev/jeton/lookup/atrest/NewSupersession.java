package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.wire.Bytes;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A verified confirmation on its way into the store.
 *
 * @param thumbprint names the recipient's key that signed it, and the mapping that announced it
 * @param seq of that mapping
 * @param superseded thumbprints of the keys whose mappings are to go
 * @param announced whether a mapping, as it was signed, announces the same
 */
public record NewSupersession(
        Csi csi, String thumbprint, long seq, Set<String> superseded, Predicate<Bytes> announced) {
    boolean announcedIn(Bytes mapping) {
        return announced.test(mapping);
    }

    @Override
    public String toString() {
        return "NewSupersession[redacted]";
    }
}

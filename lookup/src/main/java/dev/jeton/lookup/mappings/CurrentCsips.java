package dev.jeton.lookup.mappings;

import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.CsipTrustFile;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The trust file with the keys that were fetched, as one value that changes as a whole. Reading is safe for concurrent use
 * and never waits.
 */
final class CurrentCsips {
    private static final Logger LOG = Logger.getLogger("jeton.lookup");

    private final Supplier<CsipTrustFile> file;
    private final Function<CsipTrustFile, Map<String, DatedKeySet>> keys;

    private volatile CsipTrust trust;
    private Optional<Basis> basis = Optional.empty();

    /** What the list is made of. */
    private record Basis(CsipTrustFile file, Map<String, DatedKeySet> keys) {}

    /** The list without keys that have to be fetched, until {@link #update}. */
    CurrentCsips(Supplier<CsipTrustFile> file, Function<CsipTrustFile, Map<String, DatedKeySet>> keys) {
        this.file = file;
        this.keys = keys;
        this.trust = file.get().resolved(Map.of());
    }

    CsipTrust trust() {
        return trust;
    }

    /** Takes over what has changed. */
    synchronized void update() {
        CsipTrustFile current = file.get();
        Basis now = new Basis(current, keys.apply(current));
        if (basis.filter(now::equals).isPresent()) {
            return;
        }
        basis = Optional.of(now);
        trust = current.resolved(now.keys());
        LOG.infof("event=csips-in-force csips=%d without-keys=%d", trust.csips().size(), withoutKeys());
    }

    private long withoutKeys() {
        return trust.csips().stream()
                .map(Csip::keys)
                .filter(keys -> keys.keys().isEmpty())
                .count();
    }
}

package dev.jeton.redeemer.embedded.keys;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.redeemer.keys.HttpsDirectorySource;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.SpendLedger;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Type 0x0002: public keys, fetched from the directories of any number of issuers. */
record PublicVerification(List<IssuerKeys> issuers) implements Verification {
    private static final String ISSUERS_TLS = "issuers";

    static PublicVerification start(
            List<Authority> issuers, IssuerKeysConfig config, TlsConfigurationRegistry tls, InstantSource clock)
            throws Exception {
        SSLContext trust = trust(tls);
        KeyRefresh refresh = new KeyRefresh(config.refreshInterval(), config.refreshSpacing());
        return new PublicVerification(issuers.stream()
                .map(Authority::name)
                .map(name ->
                        IssuerKeys.start(name, new HttpsDirectorySource(name, trust, config.timeout()), refresh, clock))
                .toList());
    }

    @Override
    public Redeemer redeemer(String authority, SpendLedger ledger, InstantSource clock) {
        return new Redeemer(authority, issuers, ledger, clock);
    }

    @Override
    public Map<String, Boolean> loaded() {
        Map<String, Boolean> loaded = new LinkedHashMap<>();
        issuers.forEach(
                issuer -> loaded.put(issuer.issuer(), issuer.lastFetched().isPresent()));
        return loaded;
    }

    @Override
    public void close() {
        issuers.forEach(IssuerKeys::close);
    }

    private static SSLContext trust(TlsConfigurationRegistry tls) throws Exception {
        return tls.get(ISSUERS_TLS).isPresent()
                ? tls.get(ISSUERS_TLS).get().createSSLContext()
                : SSLContext.getDefault();
    }
}

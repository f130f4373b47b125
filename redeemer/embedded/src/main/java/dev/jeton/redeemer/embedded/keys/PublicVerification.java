package dev.jeton.redeemer.embedded.keys;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.redeemer.keys.HttpsDirectorySource;
import dev.jeton.redeemer.keys.HttpsIssuer;
import dev.jeton.redeemer.keys.IssuedTotals;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.SpendLedger;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Type 0x0002: public keys, fetched from the directories of any number of issuers. */
record PublicVerification(List<IssuerKeys> issuers, List<HttpsIssuer> published) implements Verification {
    static PublicVerification start(
            List<Authority> issuers, IssuerKeysConfig config, SSLContext trust, InstantSource clock) {
        KeyRefresh refresh = new KeyRefresh(config.refreshInterval(), config.refreshSpacing());
        List<IssuerKeys> keys = new ArrayList<>();
        List<HttpsIssuer> published = new ArrayList<>();
        for (Authority issuer : issuers) {
            HttpsIssuer source = new HttpsIssuer(issuer.name(), trust, config.timeout());
            published.add(source);
            keys.add(IssuerKeys.start(issuer.name(), new HttpsDirectorySource(source), refresh, clock));
        }
        return new PublicVerification(List.copyOf(keys), List.copyOf(published));
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
    public Uni<Map<TokenKeyId, Long>> issuedAtMost() {
        return Uni.join()
                .all(published.stream().map(PublicVerification::issuedAtMost).toList())
                .andFailFast()
                .map(all -> {
                    Map<TokenKeyId, Long> totals = new HashMap<>();
                    all.forEach(totals::putAll);
                    return totals;
                });
    }

    /** An issuer that does not say makes nothing of the others' totals. */
    private static Uni<Map<TokenKeyId, Long>> issuedAtMost(HttpsIssuer issuer) {
        return Uni.createFrom()
                .completionStage(() -> IssuedTotals.of(issuer))
                .onFailure()
                .recoverWithItem(Map.of());
    }

    @Override
    public void trust(SSLContext authorities) {
        published.forEach(issuer -> issuer.trust(authorities));
    }

    @Override
    public void close() {
        issuers.forEach(IssuerKeys::close);
    }
}

package dev.jeton.lookup.redemption;

import dev.jeton.lookup.document.Provider;
import dev.jeton.redeemer.keys.HttpsDirectorySource;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Builds the redeemer at start, hands it out, and ends its connections with the service. */
@Startup // Keys are on their way before the first request.
@ApplicationScoped
class RedeemerLife {
    private static final String ISSUERS_TLS = "issuers";

    private final RedisScripts redis;
    private final List<IssuerKeys> issuers;
    private final Redeemer redeemer;

    RedeemerLife(
            Provider provider,
            IssuerKeysConfig keys,
            LedgerConfig ledger,
            TlsConfigurationRegistry tls,
            InstantSource clock)
            throws Exception {
        SSLContext trust = tls.get(ISSUERS_TLS).isPresent()
                ? tls.get(ISSUERS_TLS).get().createSSLContext()
                : SSLContext.getDefault();
        KeyRefresh refresh = new KeyRefresh(keys.refreshInterval(), keys.refreshSpacing());
        this.redis = RedisScripts.open(settings(ledger));
        this.issuers = provider.issuers().stream()
                .map(issuer -> issuer.name().name())
                .map(name ->
                        IssuerKeys.start(name, new HttpsDirectorySource(name, trust, keys.timeout()), refresh, clock))
                .toList();
        LedgerSettings memory =
                new LedgerSettings(ledger.plannedTokensPerEpoch(), ledger.retryWindow(), ledger.memoryMargin());
        this.redeemer = new Redeemer(provider.authority().name(), issuers, new RedisSpendLedger(redis, memory), clock);
    }

    @Produces
    Redeemer redeemer() {
        return redeemer;
    }

    RedisScripts redis() {
        return redis;
    }

    List<IssuerKeys> issuers() {
        return issuers;
    }

    @PreDestroy
    void end() {
        issuers.forEach(IssuerKeys::close);
        redis.close();
    }

    private static RedisSettings settings(LedgerConfig ledger) {
        return new RedisSettings(
                ledger.uri(),
                ledger.trustCertificates(),
                ledger.username(),
                ledger.passwordFile(),
                ledger.commandTimeout(),
                ledger.connectTimeout(),
                ledger.maxWaiting());
    }
}

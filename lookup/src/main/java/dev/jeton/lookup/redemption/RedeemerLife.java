package dev.jeton.lookup.redemption;

import dev.jeton.crypto.token.TokenType;
import dev.jeton.lookup.document.Provider;
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

/** Builds the redeemer at start, hands it out, and ends its connections with the service. */
@Startup // Keys are on their way before the first request.
@ApplicationScoped
class RedeemerLife {
    private final RedisScripts redis;
    private final Verification verification;
    private final Redeemer redeemer;

    RedeemerLife(
            Provider provider,
            IssuerKeysConfig keys,
            VoprfConfig voprf,
            LedgerConfig ledger,
            TlsConfigurationRegistry tls,
            InstantSource clock)
            throws Exception {
        this.verification = verification(provider, keys, voprf, tls, clock);
        this.redis = RedisScripts.open(settings(ledger));
        LedgerSettings memory =
                new LedgerSettings(ledger.plannedTokensPerEpoch(), ledger.retryWindow(), ledger.memoryMargin());
        this.redeemer = verification.redeemer(provider.authority().name(), new RedisSpendLedger(redis, memory), clock);
    }

    @Produces
    Redeemer redeemer() {
        return redeemer;
    }

    RedisScripts redis() {
        return redis;
    }

    Verification verification() {
        return verification;
    }

    @PreDestroy
    void end() {
        verification.close();
        redis.close();
    }

    private static Verification verification(
            Provider provider,
            IssuerKeysConfig keys,
            VoprfConfig voprf,
            TlsConfigurationRegistry tls,
            InstantSource clock)
            throws Exception {
        if (provider.tokenType() == TokenType.VOPRF) {
            return SecretVerification.start(provider.issuers().get(0).name().name(), voprf, clock);
        }
        SecretVerification.requireUnset(voprf);
        return PublicVerification.start(provider, keys, tls, clock);
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

package dev.jeton.lookup.redemption;

import dev.jeton.crypto.token.TokenType;
import dev.jeton.lookup.document.Provider;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redeemer.spend.redis.LedgerLayout;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.MemoryRecords;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Builds the redeemer at start, hands it out, and ends its connections with the service. */
@Startup // Keys are on their way before the first request.
@ApplicationScoped
class RedeemerLife {
    private static final long LOOK_MILLIS = 1_000;

    private final RedisScripts redis;
    private final Verification verification;
    private final RedisSpendLedger ledger;
    private final Redeemer redeemer;
    private final Generation begun;

    RedeemerLife(
            Provider provider,
            IssuerKeysConfig keys,
            VoprfConfig voprf,
            LedgerConfig config,
            TlsConfigurationRegistry tls,
            Vertx vertx,
            InstantSource clock)
            throws Exception {
        this.verification = verification(provider, keys, voprf, tls, clock);
        this.redis = RedisScripts.open(settings(config));
        Map<TokenFamily, LedgerLayout> layouts = new ConcurrentHashMap<>();
        this.ledger = RedisSpendLedger.open(
                redis,
                new MemoryRecords(clock),
                (family, proposed) -> Uni.createFrom().item(() -> layouts.computeIfAbsent(family, first -> proposed)),
                new LedgerSettings(config.plannedTokensPerEpoch(), 1, config.retryWindow(), 0),
                UUID.randomUUID().toString(),
                clock);
        this.redeemer = verification.redeemer(provider.authority().name(), ledger, clock);
        this.begun = new Generation(0, clock.instant());
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            var unused = ledger.keep(begun, redeemer.keys()).subscribe().with(done -> {});
        });
    }

    @Produces
    Redeemer redeemer() {
        return redeemer;
    }

    boolean isServing() {
        return ledger.states().stream().anyMatch(ShardState::isServed);
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

package dev.jeton.dev.demo.story;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.RateLimit;
import dev.jeton.client.issuance.Issued;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.dev.demo.world.World;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An honest sender's app, built on the SDK. */
final class Sender {
    private static final InstantSource CLOCK = InstantSource.system();

    private final TokenScope scope;
    private final TokenIssuance issuance;
    private final TokenWallet wallet;
    private final LookupClient lookups;
    private final CsipTrust trust;
    private final List<String> received = new ArrayList<>();

    Sender(World world, HttpTransport transport, MspUser user, Path walletDirectory) throws WalletFailure {
        this.scope = new TokenScope(world.issuerAt().origin(), world.lookupAt().origin());
        this.issuance = new TokenIssuance(transport, world.relay().directAndMirrored(), scope.issuer(), user, CLOCK);
        this.wallet = TokenWallet.open(walletDirectory, CLOCK);
        this.trust = world.trust();
        this.lookups = new LookupClient(transport, scope, wallet, trust, CLOCK);
    }

    /** {@code 20 tokens, 280 left}. */
    String requestTokens(int count) throws Exception {
        Issued issued = issuance.request(scope.discoveryProvider(), count, wallet);
        return issued.tokens() + " tokens, " + left(issued.rateLimits()) + " left";
    }

    /** {@code 2 mappings: heron, owl}; {@code no mapping}; {@code not to be found}. */
    String lookup(Csi csi) throws Exception {
        LookupResult result = lookups.lookup(csi);
        result.mappings().forEach(mapping -> received.add(mapping.compact()));
        if (!result.dropped().isEmpty()) {
            return result.dropped().size() + " mappings do not verify";
        }
        return describe(result.mappings().stream().map(VerifiedMapping::mapping).toList());
    }

    /** Checks every mapping received so far again, with nothing but the keys of those whom this sender believes. */
    String verifyOffline() {
        long verified = received.stream()
                .filter(compact -> MappingVerifier.verify(
                                compact, trust, Set.of(scope.discoveryProvider().authority()), CLOCK.instant())
                        instanceof VerifiedMapping)
                .count();
        return verified + " of " + received.size() + " verify";
    }

    static String describe(List<Mapping> mappings) {
        if (mappings.isEmpty()) {
            return "no mapping";
        }
        Set<String> msps = mappings.stream()
                .flatMap(mapping -> mapping.msps().stream())
                .map(entry -> entry.msp().uri().replaceAll("^mimi://|[.]example$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        if (msps.isEmpty()) {
            return "chose not to be found";
        }
        return (mappings.size() == 1 ? "1 mapping: " : mappings.size() + " mappings: ") + String.join(", ", msps);
    }

    /** What is left of the quota that ends first. */
    static String left(List<RateLimit> limits) {
        OptionalLong least = limits.stream().mapToLong(RateLimit::remaining).min();
        return least.isPresent() ? Long.toString(least.getAsLong()) : "unknown";
    }
}

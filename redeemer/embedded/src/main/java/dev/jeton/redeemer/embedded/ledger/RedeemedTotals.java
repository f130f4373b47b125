package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.redeemer.spend.TokenFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How many tokens were redeemed, as counted last: an issuer says it for a key, the ledger for each generation of it. */
record RedeemedTotals(Map<TokenFamily, Long> families) {
    static final RedeemedTotals NONE = new RedeemedTotals(Map.of());

    RedeemedTotals {
        families = Map.copyOf(families);
    }

    /** With {@code counts}. Of generations that are over and shards that are fenced the last count stands, while {@code keys} do. */
    RedeemedTotals with(Map<TokenFamily, Long> counts, Set<TokenKeyId> keys) {
        Map<TokenFamily, Long> all = new HashMap<>(families);
        all.putAll(counts);
        all.keySet().removeIf(family -> !keys.contains(family.key()));
        return new RedeemedTotals(all);
    }

    /** All generations together. */
    Map<TokenKeyId, Long> byKey() {
        Map<TokenKeyId, Long> sums = new HashMap<>();
        families.forEach((family, tokens) -> sums.merge(family.key(), tokens, Long::sum));
        return sums;
    }
}

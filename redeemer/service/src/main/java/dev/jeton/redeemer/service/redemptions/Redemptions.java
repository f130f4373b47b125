package dev.jeton.redeemer.service.redemptions;

import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redis.RedisUnavailable;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Redeems the elements of a request, all at once. Safe for concurrent use. */
@Singleton
class Redemptions {
    private final Redeemer redeemer;

    Redemptions(Redeemer redeemer) {
        this.redeemer = redeemer;
    }

    /** What becomes of each, in their order. Fails only by a mistake of ours, and then when all have ended. */
    Uni<List<Outcome>> redeem(List<Optional<AskedRedemption>> asked) {
        return Uni.join().all(asked.stream().map(this::redeem).toList()).andCollectFailures();
    }

    private Uni<Outcome> redeem(Optional<AskedRedemption> asked) {
        return asked.map(one -> redeemer.redeem(one.token(), one.tag())
                        .map(Outcome::of)
                        .onFailure(RedisUnavailable.class)
                        .recoverWithItem(Outcome.LEDGER_UNAVAILABLE))
                .orElseGet(() -> Uni.createFrom().item(Outcome.MALFORMED));
    }
}

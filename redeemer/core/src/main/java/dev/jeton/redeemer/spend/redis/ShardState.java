package dev.jeton.redeemer.spend.redis;

import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redis.Standing;

/** Where this process stands with one shard of the ledger: for health, metrics and operators. */
public record ShardState(TokenFamily family, int shard, Standing standing) {
    /** Whether its tokens can be spent here. */
    public boolean isServed() {
        return standing.serving();
    }

    /** The shard's name, as logs and operators call it. */
    public String name() {
        return standing.arena();
    }
}

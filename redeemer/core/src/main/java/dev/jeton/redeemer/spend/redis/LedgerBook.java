package dev.jeton.redeemer.spend.redis;

import io.smallrye.mutiny.Uni;

/**
 * Where it is written, outside Redis, how each family's part of the ledger is laid out. Whoever spends must look where all
 * others look, whatever his own plan is, and so the first one decides. Must not lose an acknowledged write.
 */
@FunctionalInterface
public interface LedgerBook {
    /**
     * The layout of {@code family}: {@code proposed}, unless there is one already. Fails if the book cannot be read.
     *
     * @param family its name; the arenas of its shards are called that, a slash, and 0 up to the number of shards
     */
    Uni<LedgerLayout> layout(String family, LedgerLayout proposed);
}

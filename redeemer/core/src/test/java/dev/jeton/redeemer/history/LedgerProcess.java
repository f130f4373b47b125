package dev.jeton.redeemer.history;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisUnavailable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A process with the ledger that is checked. */
final class LedgerProcess implements Redeems {
    private final Provider provider;
    private final RedisScripts scripts;
    private final RedisSpendLedger ledger;
    private volatile boolean dead;

    LedgerProcess(Provider provider, RedisScripts scripts, RedisSpendLedger ledger) {
        this.provider = provider;
        this.scripts = scripts;
        this.ledger = ledger;
    }

    @Override
    public CompletionStage<Outcome> redeem(Token token, int question) {
        TokenFamily family = new TokenFamily(provider.key().id(), token.generation());
        return ledger.spend(family, nullifier(token), tag(question))
                .map(LedgerProcess::outcome)
                .onFailure(RedisUnavailable.class)
                .recoverWithItem(Outcome.UNKNOWN)
                .subscribeAsCompletionStage();
    }

    @Override
    public void tick(long generation) {
        if (!dead) {
            var unused = ledger.keep(provider.generation(generation), List.of(provider.key()))
                    .subscribeAsCompletionStage();
        }
    }

    @Override
    public boolean serves() {
        return ledger.states().stream().allMatch(ShardState::isServed);
    }

    @Override
    public void kill() {
        dead = true;
        scripts.close();
    }

    private static Nullifier nullifier(Token token) {
        return new Nullifier(Bytes.of(Tags.of(token.number(), Nullifier.BYTES)));
    }

    private static QueryTag tag(int question) {
        return new QueryTag(
                Bytes.of(ByteBuffer.allocate(QueryTag.BYTES).putInt(question).array()));
    }

    private static Outcome outcome(Spend spend) {
        return switch (spend) {
            case ACCEPTED -> Outcome.ACCEPTED;
            case REPLAYED -> Outcome.REPLAYED;
            case SPENT -> Outcome.SPENT;
            case FENCED -> Outcome.FENCED;
        };
    }
}

package dev.jeton.redeemer.spend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redis.AcceptedLoss;
import dev.jeton.redis.Arena;
import dev.jeton.redis.CallerContext;
import dev.jeton.redis.Fence;
import dev.jeton.redis.FenceRecords;
import dev.jeton.redis.FenceSettings;
import dev.jeton.redis.Fenced;
import dev.jeton.redis.LuaScript;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The ledger in hashes of nullifiers, one family of tokens after the other, each in shards behind the fence.
 *
 * <p>It spends tokens of the families that it keeps, and {@link #keep} says which; it has no timer. A family is armed for
 * the first time only soon after its key or its generation begins. Later, one that nobody has armed stays fenced: who comes
 * late cannot know whether it had been there, and was lost together with the records.
 *
 * <p>Spending fails with {@link dev.jeton.redis.RedisUnavailable}. Safe for concurrent use.
 */
public final class RedisSpendLedger implements SpendLedger {
    private static final System.Logger LOG = System.getLogger(RedisSpendLedger.class.getName());
    private static final LuaScript COUNT = LuaScript.resource(RedisSpendLedger.class, "count.lua");

    /** Longer than it takes a provider to hear of a key that signs at once, in an emergency. */
    static final Duration FIRST_ARMING = Duration.ofMinutes(15);

    private final RedisScripts redis;
    private final Fence fence;
    private final LedgerBook book;
    private final LedgerSettings settings;
    private final InstantSource clock;
    private final SpendScript script;
    private final Map<TokenFamily, Kept> kept = new ConcurrentHashMap<>();
    private volatile boolean bookFails;

    /** @param mayArm whether the fence may still arm it for the first time */
    private record Kept(FamilyShards shards, List<SpendQueue> queues, boolean mayArm) {}

    private RedisSpendLedger(
            RedisScripts redis, Fence fence, LedgerBook book, LedgerSettings settings, InstantSource clock) {
        this.redis = redis;
        this.fence = fence;
        this.book = book;
        this.settings = settings;
        this.clock = clock;
        this.script = new SpendScript(settings.retryWindow());
    }

    /**
     * A ledger that keeps nothing yet.
     *
     * @param records what is known of its shards outside {@code redis}
     * @param process names this run of this process
     */
    public static RedisSpendLedger open(
            RedisScripts redis,
            FenceRecords records,
            LedgerBook book,
            LedgerSettings settings,
            String process,
            InstantSource clock) {
        FenceSettings fencing = new FenceSettings(
                process,
                settings.toleratedLoss(),
                FenceSettings.DEFAULT_MEMBER_SILENCE,
                FenceSettings.DEFAULT_ARMING_TIMEOUT);
        return new RedisSpendLedger(redis, Fence.open(redis, records, fencing), book, settings, clock);
    }

    @Override
    public Uni<Spend> spend(TokenFamily family, Nullifier nullifier, QueryTag tag) {
        return Uni.createFrom().deferred(() -> {
            Kept known = kept.get(family);
            return known == null
                    ? Uni.createFrom().item(Spend.FENCED)
                    : spend(known, nullifier.value().toArray(), tag.value().toArray());
        });
    }

    private Uni<Spend> spend(Kept known, byte[] nullifier, byte[] tag) {
        int shard = known.shards().shard(nullifier);
        byte[] bucket = known.shards().bucket(shard, nullifier);
        return CallerContext.resume(() -> known.queues().get(shard).spend(bucket, nullifier, tag))
                .map(SpendScript::outcome)
                .onFailure(Fenced.class)
                .recoverWithItem(Spend.FENCED);
    }

    private List<SpendQueue> queues(FamilyShards family) {
        RedisSettings limits = redis.settings();
        Duration patience = limits.commandTimeout().dividedBy(2);
        return family.arenas().stream()
                .map(arena -> new SpendQueue(
                        spends -> fence.runAnywhere(arena, script.call(family, spends)), limits.maxWaiting(), patience))
                .toList();
    }

    /**
     * Keeps the families of {@code keys} in {@code generation} from now on, as long as their keys are good, and no others;
     * and lets the fence make its moves. Call it every second, whether or not the call before has ended. Never fails: what
     * went wrong is in {@link #states}.
     */
    public Uni<Void> keep(Generation generation, Collection<KeyLife> keys) {
        Map<TokenFamily, KeyLife> wanted = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (KeyLife key : keys) {
            if (now.isBefore(key.notAfter())) {
                wanted.put(new TokenFamily(key.id(), generation.number()), key);
            }
        }
        List<Uni<Void>> steps = new ArrayList<>();
        kept.keySet().stream()
                .filter(family -> !wanted.containsKey(family))
                .forEach(family -> steps.add(leave(family)));
        wanted.forEach((family, key) -> steps.add(keep(family, key, mayArm(generation, key, now))));
        steps.add(Uni.createFrom().voidItem());
        return Uni.join()
                .all(steps)
                .andCollectFailures()
                .onFailure()
                .recoverWithNull()
                .chain(fence::tick);
    }

    private static boolean mayArm(Generation generation, KeyLife key, Instant now) {
        Instant begins = key.notBefore().isAfter(generation.began()) ? key.notBefore() : generation.began();
        return now.isBefore(begins.plus(FIRST_ARMING));
    }

    private Uni<Void> keep(TokenFamily family, KeyLife key, boolean mayArm) {
        Kept known = kept.get(family);
        if (known != null) {
            return known.mayArm() == mayArm
                    ? Uni.createFrom().voidItem()
                    : arm(new Kept(known.shards(), known.queues(), mayArm));
        }
        return book.layout(FamilyShards.name(family), settings.layout(key))
                .onFailure()
                .invoke(this::bookFails)
                .chain(layout -> {
                    bookFails = false;
                    FamilyShards shards = new FamilyShards(family, layout);
                    return arm(new Kept(shards, queues(shards), mayArm));
                });
    }

    private void bookFails(Throwable failure) {
        if (!bookFails) {
            bookFails = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the ledger''s layouts cannot be read, new keys are not served: {0}",
                    failure);
        }
    }

    private Uni<Void> arm(Kept keeping) {
        kept.put(keeping.shards().family(), keeping);
        return Uni.join()
                .all(keeping.shards().arenas().stream()
                        .map(arena -> keeping.mayArm() ? fence.arm(arena) : fence.watch(arena))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    private Uni<Void> leave(TokenFamily family) {
        Kept left = kept.remove(family);
        return left == null
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(left.shards().arenas().stream().map(fence::leave).toList())
                        .andCollectFailures()
                        .replaceWithVoid();
    }

    /** Where this process stands with all that it keeps. */
    public List<ShardState> states() {
        return kept.values().stream()
                .map(Kept::shards)
                .flatMap(family -> IntStream.range(0, family.arenas().size())
                        .mapToObj(number -> new ShardState(
                                family.family(),
                                number,
                                fence.standing(family.arenas().get(number)))))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /**
     * How many tokens of {@code family} all redeemers have accepted so far; more only where a loss was accepted. Empty for
     * one that is not kept. Fails with {@link dev.jeton.redis.RedisUnavailable}.
     */
    public Uni<Optional<Long>> accepted(TokenFamily family) {
        Kept known = kept.get(family);
        if (known == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Uni.join()
                .all(known.shards().arenas().stream().map(this::count).toList())
                .andFailFast()
                .map(counts ->
                        Optional.of(counts.stream().mapToLong(Long::longValue).sum()));
    }

    private Uni<Long> count(Arena arena) {
        return redis.run(COUNT, List.of(arena.marker().getBytes(UTF_8)), List.of())
                .map(answer -> answer.get(0));
    }

    /**
     * The operator's word: serve shard {@code name} as it is, though tokens that it has forgotten can be spent again; see
     * {@link Fence#acceptLoss(Arena, FenceRecords.Replacing)}. Empty too if this process keeps no such shard.
     */
    public Uni<Optional<AcceptedLoss>> acceptLoss(String name, FenceRecords.Replacing replacing) {
        return kept.values().stream()
                .flatMap(known -> known.shards().arenas().stream())
                .filter(arena -> arena.name().equals(name))
                .findFirst()
                .map(arena -> fence.acceptLoss(arena, replacing))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Serves nothing more, and says goodbye, so that nobody has to wait for this process. Before the connection closes. */
    public Uni<Void> close() {
        return fence.close();
    }
}

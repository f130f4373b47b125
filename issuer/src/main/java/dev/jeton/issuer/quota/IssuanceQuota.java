package dev.jeton.issuer.quota;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.issuer.keys.Epoch;
import dev.jeton.redis.Fenced;
import dev.jeton.redis.FencedCall;
import dev.jeton.redis.FencedScript;
import dev.jeton.redis.RedisUnavailable;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Holds senders to their quotas.
 *
 * <p>A decision is one atomic step in Redis, which survives a lost answer: the same batch asked for again is found
 * charged. While the counters are fenced, or Redis does not answer, requests are refused with {@code quota-unavailable};
 * without an answer it may have been charged, and the same batch can then be had by asking again.
 */
@ApplicationScoped
public class IssuanceQuota {
    /** A batch is answered once, and three times more for clients that lost the answer. */
    static final int ANSWERS = 4;

    private static final FencedScript CHARGE = FencedScript.resource(IssuanceQuota.class, "charge.lua");
    private static final Decision.Outcome[] OUTCOMES = Decision.Outcome.values();
    private static final String RETRY_AFTER_SECONDS = "1";
    /** 128 bits: for a match by chance it would take 2^64 senders. */
    private static final int NAME_BYTES = 16;

    private final QuotaPolicies policies;
    private final QuotaFence fence;
    private final HighWaterMarks marks;
    private final InstantSource clock;

    IssuanceQuota(QuotaPolicies policies, QuotaFence fence, HighWaterMarks marks, InstantSource clock) {
        this.policies = policies;
        this.fence = fence;
        this.marks = marks;
        this.clock = clock;
    }

    /** The tier that {@code claimant} claims. Fails with {@code tier-unknown} if the provider's policy has none such. */
    public Tier tier(Claimant claimant) {
        return policy(claimant).tier(claimant.tier()).orElseThrow(() -> Refusal.of(ProblemType.TIER_UNKNOWN));
    }

    /**
     * Charges {@code tokens} for the batch that {@code batch} names, unless it was charged before.
     *
     * @param batch what makes the batch the same when it comes again; any size
     */
    public Uni<Decision> charge(Claimant claimant, int tokens, Bytes batch) {
        return run(claimant, tokens, name(claimant, "batch", batch));
    }

    /** Where {@code claimant} stands, at no charge. */
    public Uni<Standing> look(Claimant claimant) {
        return run(claimant, 0, "").map(Decision::standing);
    }

    private Uni<Decision> run(Claimant claimant, int tokens, String batch) {
        QuotaPolicy policy = policy(claimant);
        Tier tier = tier(claimant);
        QuotaArena arena = QuotaArena.of(claimant.key());
        String msp = claimant.msp().uri();
        List<byte[]> keys = List.of(
                arena.redisKey(name(claimant, "msp", Bytes.EMPTY)),
                arena.redisKey(name(claimant, "sender", Bytes.ofUtf8(claimant.subject()))));
        FencedCall call = new FencedCall(
                CHARGE,
                keys,
                () -> List.of(
                        utf8(tokens),
                        utf8(tier.tokensPerEpoch()),
                        utf8(policy.tokensPerEpoch()),
                        utf8(tier.sendersPerEpoch().orElse(-1)),
                        utf8(tier.name()),
                        utf8(batch),
                        utf8(ANSWERS),
                        utf8(arena.countersExpire().getEpochSecond()),
                        utf8(marks.known(arena.name(), msp))),
                answer -> marks.saw(new HighWaterMarks.Mark(arena.name(), msp, answer.get(2))));
        return fence.run(arena, call)
                .map(answer -> decision(answer, policy, tier, claimant.key().epoch()))
                .onFailure(failure -> failure instanceof Fenced || failure instanceof RedisUnavailable)
                .transform(
                        failure -> Refusal.of(ProblemType.QUOTA_UNAVAILABLE).with("Retry-After", RETRY_AFTER_SECONDS));
    }

    /** @param answer outcome, tokens charged to the sender, tokens charged to the provider */
    private Decision decision(List<Long> answer, QuotaPolicy policy, Tier tier, Epoch epoch) {
        Instant now = clock.instant();
        long left = Math.min(tier.tokensPerEpoch() - answer.get(1), policy.tokensPerEpoch() - answer.get(2));
        Duration untilReset = Duration.between(now, epoch.end());
        return new Decision(
                OUTCOMES[answer.get(0).intValue()],
                new Standing(
                        tier.tokensPerEpoch(),
                        Math.max(0, left),
                        Duration.between(epoch.notBefore(), epoch.end()),
                        untilReset.isNegative() ? Duration.ZERO : untilReset));
    }

    private QuotaPolicy policy(Claimant claimant) {
        return policies.of(claimant.msp()).orElseThrow(() -> Refusal.of(ProblemType.TIER_UNKNOWN));
    }

    /** What Redis may see of {@code value}: a keyed hash that holds for this epoch and provider only. */
    private static String name(Claimant claimant, String what, Bytes value) {
        Bytes separator = Bytes.of((byte) 0);
        return claimant.key()
                .quotaKey()
                .mac(Bytes.concat(
                        Bytes.ofUtf8(what),
                        separator,
                        Bytes.ofUtf8(claimant.msp().uri()),
                        separator,
                        value))
                .slice(0, NAME_BYTES)
                .toBase64Url();
    }

    private static byte[] utf8(long number) {
        return utf8(Long.toString(number));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

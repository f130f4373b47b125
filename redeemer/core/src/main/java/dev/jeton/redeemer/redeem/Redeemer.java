package dev.jeton.redeemer.redeem;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.keys.MountedVoprfKeys;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import dev.jeton.redeemer.spend.TokenFamily;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Redeems tokens at one discovery provider: verifies, and only then spends.
 *
 * <p>The challenge is computed here and never believed (it names the issuer, and so decides whose keys count). Verifying
 * is arithmetic on keys in memory; the ledger sees nothing that no accepted issuer has signed. Safe for concurrent use.
 *
 * <p>A provider takes tokens of one type, and each type has its constructor. Type 0x0002 anybody can verify, and any number
 * of issuers may be accepted. Type 0x0001 is verified with the issuer's secret key, so there is one issuer, in the
 * provider's own domain, and such a token must not be forwarded to a peer.
 */
public final class Redeemer {
    /** How far our clock may lag behind the issuer's when a key's epoch begins. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final String authority;
    private final List<AcceptedKeys> issuers;
    private final SpendLedger ledger;
    private final InstantSource clock;
    private volatile Accepting accepting;

    /**
     * For tokens of type 0x0002.
     *
     * @param authority the discovery provider's own: one lower-case host, and {@code :port} unless 443
     * @param issuers those whose tokens are good here
     * @throws IllegalArgumentException if there is none, or two have one name
     * @throws dev.jeton.crypto.wire.MalformedMessage if {@code authority} is not spelled that way
     */
    public Redeemer(String authority, List<IssuerKeys> issuers, SpendLedger ledger, InstantSource clock) {
        this(
                ledger,
                clock,
                authority,
                issuers.stream().<AcceptedKeys>map(PublicKeys::new).toList());
    }

    /**
     * For tokens of type 0x0001.
     *
     * @param authority the discovery provider's own: one lower-case host, and {@code :port} unless 443
     * @param keys of the issuer of the same domain
     * @param threads to verify on
     * @throws dev.jeton.crypto.wire.MalformedMessage if {@code authority} is not spelled that way
     */
    public Redeemer(
            String authority, MountedVoprfKeys keys, VerifierThreads threads, SpendLedger ledger, InstantSource clock) {
        this(ledger, clock, authority, List.of(new SecretKeys(keys, threads)));
    }

    private Redeemer(SpendLedger ledger, InstantSource clock, String authority, List<AcceptedKeys> issuers) {
        this.authority = Authority.parse("authority", authority).name();
        this.issuers = issuers;
        this.ledger = ledger;
        this.clock = clock;
        this.accepting = accepting(0);
        if (issuers.isEmpty() || accepting.challenges().size() != issuers.size()) {
            throw new IllegalArgumentException("issuers: expected at least one, each under another name");
        }
    }

    private Accepting accepting(long generation) {
        Map<ChallengeDigest, Accepted> challenges = new LinkedHashMap<>();
        for (AcceptedKeys keys : issuers) {
            TokenChallenge challenge = TokenChallenge.of(keys.type(), keys.issuer(), authority, generation);
            challenges.put(challenge.digest(), new Accepted(challenge, keys));
        }
        return new Accepting(generation, challenges);
    }

    /** Takes tokens of {@code generation} from now on, and of no other. It begins with 0. */
    public void use(long generation) {
        if (accepting.generation() != generation) {
            accepting = accepting(generation);
        }
    }

    /** The generation whose tokens are taken. */
    public long generation() {
        return accepting.generation();
    }

    /** When each key is good that is known now, of all issuers. */
    public List<KeyLife> keys() {
        return issuers.stream().flatMap(keys -> keys.lives().stream()).toList();
    }

    /** What a client that brings no usable token should get one for, in the order of the configuration. */
    public List<AcceptedChallenge> challenges() {
        return accepting.challenges().values().stream()
                .map(one -> new AcceptedChallenge(one.challenge(), one.keys().offered()))
                .toList();
    }

    /** {@link #redeem(Token, QueryTag, BooleanSupplier)} for a question without a proof. */
    public Uni<Redemption> redeem(Token token, QueryTag tag) {
        return redeem(token, tag, () -> true);
    }

    /**
     * Spends {@code token} on the question that {@code tag} stands for, if it is good.
     *
     * <p>Everything that is wrong with the token is a value. A ledger that does not answer is a failure, passed on as it
     * comes: then nobody may be answered, and the same call is safe to make again. Emits on the subscriber's context.
     *
     * @param proofHolds whether the sender has signed the question; asked once, after the token's signature has been
     *     verified and before it is spent
     */
    public Uni<Redemption> redeem(Token token, QueryTag tag, BooleanSupplier proofHolds) {
        return Uni.createFrom().deferred(() -> {
            Accepting now = accepting;
            Accepted issuer = now.challenges().get(token.challengeDigest());
            if (issuer == null) {
                return Uni.createFrom().item(refusalWithoutIssuer(token));
            }
            TokenFamily family = new TokenFamily(token.tokenKeyId(), now.generation());
            return issuer.keys()
                    .find(token.tokenKeyId())
                    .chain(key -> key.isPresent()
                            ? redeem(token, family, tag, proofHolds, key.get())
                            : Uni.createFrom()
                                    .item(
                                            issuer.keys().current()
                                                    ? Redemption.UNKNOWN_KEY
                                                    : Redemption.KEYS_UNAVAILABLE));
        });
    }

    private Uni<Redemption> redeem(
            Token token, TokenFamily family, QueryTag tag, BooleanSupplier proofHolds, AcceptedKey key) {
        Optional<Redemption> untimely = untimely(key.life());
        if (untimely.isPresent()) {
            return Uni.createFrom().item(untimely.get());
        }
        return key.place()
                .run(() -> refusal(token, key, proofHolds))
                .onFailure(RejectedExecutionException.class)
                .recoverWithItem(Optional.of(Redemption.SATURATED))
                .chain(refusal -> refusal.isPresent()
                        ? Uni.createFrom().item(refusal.get())
                        : ledger.spend(family, token.nullifier(), tag).map(Redeemer::redemption));
    }

    private Optional<Redemption> untimely(IssuerDirectory.Entry life) {
        Instant now = clock.instant();
        if (now.isBefore(life.notBefore().minus(SKEW))) {
            return Optional.of(Redemption.UNKNOWN_KEY);
        }
        return now.isBefore(life.notAfter()) ? Optional.empty() : Optional.of(Redemption.EXPIRED);
    }

    private static Optional<Redemption> refusal(Token token, AcceptedKey key, BooleanSupplier proofHolds) {
        if (!key.verifies().test(token)) {
            return Optional.of(Redemption.INVALID);
        }
        return proofHolds.getAsBoolean() ? Optional.empty() : Optional.of(Redemption.PROOF_INVALID);
    }

    /** No issuer is asked for a key here: whatever the key, the token cannot become good. */
    private Redemption refusalWithoutIssuer(Token token) {
        boolean keyIsKnown = issuers.stream().anyMatch(issuer -> issuer.knows(token.tokenKeyId()));
        return keyIsKnown ? Redemption.WRONG_CHALLENGE : Redemption.UNKNOWN_KEY;
    }

    private static Redemption redemption(Spend spend) {
        return switch (spend) {
            case ACCEPTED -> Redemption.ACCEPTED;
            case REPLAYED -> Redemption.REPLAYED;
            case SPENT -> Redemption.SPENT;
            case FENCED -> Redemption.FENCED;
        };
    }

    private record Accepting(long generation, Map<ChallengeDigest, Accepted> challenges) {}

    private record Accepted(TokenChallenge challenge, AcceptedKeys keys) {}
}

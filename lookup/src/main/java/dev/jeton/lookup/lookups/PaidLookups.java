package dev.jeton.lookup.lookups;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.lookup.atrest.MappingStore;
import dev.jeton.lookup.atrest.StoreSessions;
import dev.jeton.lookup.document.Provider;
import dev.jeton.redeemer.redeem.AcceptedChallenge;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.redeem.Redemption;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Answers one question for one token.
 *
 * <p>In this order, and each step only if the one before went well: read the question, read the token, verify both, spend
 * the token, read the mappings. Spending comes before the database is touched, so that no answer is ever free; reading
 * comes after it, so that the work is the same whoever is found. If the database fails in between, the same question with
 * the same token is a replay, and is answered then; once it is known to be down, no further token is spent.
 */
@ApplicationScoped
class PaidLookups {
    private static final String CSI = "csi";

    private final Provider provider;
    private final Redeemer redeemer;
    private final MappingStore store;
    private final StoreSessions sessions;
    private final InstantSource clock;

    PaidLookups(Provider provider, Redeemer redeemer, MappingStore store, StoreSessions sessions, InstantSource clock) {
        this.provider = provider;
        this.redeemer = redeemer;
        this.store = store;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * The answer to the question in {@code body}, paid with the token in {@code authorization}.
     *
     * <p>Fails with a {@link Refusal}, with {@link MalformedMessage}, or with the failure of a store that does not answer.
     *
     * @param authorization the values of all {@code Authorization} headers
     */
    Uni<LookupAnswer> answer(Bytes body, List<String> authorization) {
        LookupRequest request = question(body);
        Token token = token(authorization);
        QueryTag tag = QueryTag.of(token.nonce(), request.csi());
        return sessions.reachable()
                .chain(() -> redeemer.redeem(token, tag, () -> proofHolds(request, token)))
                .invoke(this::requirePaid)
                .chain(() -> store.find(request.csi(), clock.instant()))
                .map(this::answer);
    }

    private static LookupRequest question(Bytes body) {
        try {
            return LookupRequest.parse(body);
        } catch (MalformedMessage e) {
            if (e.field().equals(CSI)) {
                throw Refusal.of(ProblemType.CSI_INVALID);
            }
            throw e;
        }
    }

    private LookupAnswer answer(List<Bytes> mappings) {
        List<String> signed = mappings.stream()
                .map(mapping -> new String(mapping.toArray(), US_ASCII))
                .toList();
        return new LookupAnswer(signed, List.of(new SourceResult(provider.authority(), SourceOutcome.ANSWERED)));
    }

    /** Clients that know nothing of query proofs send none; a proof that is there must hold. */
    private boolean proofHolds(LookupRequest request, Token token) {
        return request.proof()
                .map(proof ->
                        proof.verify(token.nonce(), provider.authority().name(), token.nullifier(), request.csi()))
                .orElse(true);
    }

    private Token token(List<String> authorization) {
        if (authorization.size() > 1) {
            throw challenging(ProblemType.TOKEN_MALFORMED);
        }
        try {
            return authorization.stream()
                    .findFirst()
                    .flatMap(PrivateTokenCredentials::parse)
                    .map(PrivateTokenCredentials::token)
                    .orElseThrow(() -> challenging(ProblemType.TOKEN_MISSING));
        } catch (MalformedMessage e) {
            throw challenging(ProblemType.TOKEN_MALFORMED);
        }
    }

    private void requirePaid(Redemption redemption) {
        switch (redemption) {
            case ACCEPTED, REPLAYED -> {}
            case SPENT -> throw challenging(ProblemType.TOKEN_SPENT);
            case INVALID -> throw challenging(ProblemType.TOKEN_INVALID);
            case EXPIRED -> throw challenging(ProblemType.TOKEN_EXPIRED);
            case UNKNOWN_KEY -> throw challenging(ProblemType.TOKEN_UNKNOWN_KEY);
            case WRONG_CHALLENGE -> throw challenging(ProblemType.TOKEN_WRONG_CHALLENGE);
            case PROOF_INVALID -> throw challenging(ProblemType.PROOF_INVALID);
            case KEYS_UNAVAILABLE -> throw Refusal.of(ProblemType.KEYS_UNAVAILABLE);
            case FENCED -> throw Refusal.of(ProblemType.LEDGER_UNAVAILABLE);
            case SATURATED -> throw Refusal.of(ProblemType.SATURATED);
        }
    }

    /** A refusal that says which tokens would do (RFC 9577, Section 2.1). */
    private Refusal challenging(ProblemType type) {
        Refusal refusal = Refusal.of(type);
        for (AcceptedChallenge accepted : redeemer.challenges()) {
            PrivateTokenChallenge challenge =
                    new PrivateTokenChallenge(accepted.challenge().encode(), accepted.tokenKey(), Optional.empty());
            refusal = refusal.with(PrivateTokenChallenge.HEADER, challenge.encode());
        }
        return refusal;
    }
}

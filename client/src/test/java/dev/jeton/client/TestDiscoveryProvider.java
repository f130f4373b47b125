package dev.jeton.client;

import static dev.jeton.client.TestIssuer.problem;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.Removal;
import dev.jeton.crypto.mapping.RemovalVerifier;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.mapping.VerifiedRemoval;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A discovery provider in memory: checks tokens and proofs as a real one does, spends each once, verifies what it stores.
 * Tests make it lose answers or lie.
 */
public final class TestDiscoveryProvider implements HttpTransport {
    public static final HttpsOrigin ORIGIN = HttpsOrigin.parse("https://dp.example");
    public static final Authority AUTHORITY = ORIGIN.authority();
    public static final TokenChallenge CHALLENGE =
            TokenChallenge.of(TestIssuer.ORIGIN.authority().name(), AUTHORITY.name());

    public final List<Request> requests = new ArrayList<>();
    public final Map<Nullifier, QueryTag> spent = new HashMap<>();
    public final Map<Csi, List<String>> mappings = new HashMap<>();
    public final List<Removal> removals = new ArrayList<>();
    public int lostRequests;
    public int lostAnswers;
    public UnaryOperator<Response> lie = UnaryOperator.identity();

    @Override
    public Response send(Request request) throws NoAnswer {
        requests.add(request);
        if (lostRequests > 0) {
            lostRequests--;
            throw new NoAnswer(NoAnswer.Reason.TIMEOUT, "lost on the way there");
        }
        Response response = switch (request.uri().getPath()) {
            case "/v1/mappings" -> store(request);
            case "/v1/mappings/removals" -> remove(request);
            default -> request.method() == Request.Method.GET ? refusal(ProblemType.NOT_FOUND) : lookup(request);
        };
        if (lostAnswers > 0) {
            lostAnswers--;
            throw new NoAnswer(NoAnswer.Reason.BROKEN, "lost on the way back");
        }
        return lie.apply(response);
    }

    public List<Token> tokens() {
        return requests.stream().map(TestDiscoveryProvider::token).toList();
    }

    private Response lookup(Request request) {
        LookupRequest question = LookupRequest.parse(request.body());
        Token token = token(request);
        if (!TestIssuer.KEY.publicKey().verify(token)) {
            return refusal(ProblemType.TOKEN_INVALID);
        }
        if (!token.challengeDigest().equals(CHALLENGE.digest())) {
            return refusal(ProblemType.TOKEN_WRONG_CHALLENGE);
        }
        if (!question.proof()
                .orElseThrow()
                .verify(token.nonce(), AUTHORITY.name(), token.nullifier(), question.csi())) {
            return refusal(ProblemType.PROOF_INVALID);
        }
        QueryTag tag = QueryTag.of(token.nonce(), question.csi());
        QueryTag first = spent.putIfAbsent(token.nullifier(), tag);
        if (first != null && !first.equals(tag)) {
            return refusal(ProblemType.TOKEN_SPENT);
        }
        return answer(mappings.getOrDefault(question.csi(), List.of()));
    }

    private Response store(Request request) {
        String compact = new String(request.body().toArray(), StandardCharsets.US_ASCII);
        if (!(MappingVerifier.verify(compact, TestRecipient.TRUST, Set.of(AUTHORITY), TestIssuer.NOW)
                instanceof VerifiedMapping verified)) {
            return problem(ProblemType.MAPPING_INVALID);
        }
        List<String> stored = mappings.computeIfAbsent(verified.mapping().csi(), unused -> new ArrayList<>());
        if (stored.contains(compact)) {
            return problem(ProblemType.MAPPING_STALE);
        }
        stored.add(compact);
        return new Response(204, Map.of(), Bytes.EMPTY);
    }

    private Response remove(Request request) {
        String compact = new String(request.body().toArray(), StandardCharsets.US_ASCII);
        if (!(RemovalVerifier.verify(compact, TestRecipient.TRUST, Set.of(AUTHORITY), TestIssuer.NOW)
                instanceof VerifiedRemoval verified)) {
            return problem(ProblemType.REMOVAL_INVALID);
        }
        removals.add(verified.removal());
        mappings.remove(verified.removal().csi());
        return new Response(204, Map.of(), Bytes.EMPTY);
    }

    public static Response answer(List<String> mappings) {
        return TestIssuer.answer(
                200,
                LookupAnswer.MEDIA_TYPE,
                new LookupAnswer(mappings, List.of(new SourceResult(AUTHORITY, SourceOutcome.ANSWERED))).encode());
    }

    /** A refusal with the challenge and the key that RFC 9577 wants beside it. */
    public static Response refusal(ProblemType type) {
        return withChallenge(problem(type), CHALLENGE);
    }

    public static Response withChallenge(Response response, TokenChallenge challenge) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.put(
                PrivateTokenChallenge.HEADER,
                List.of(PrivateTokenChallenge.of(
                                challenge.encode(), TestIssuer.KEY.publicKey().encode())
                        .encode()));
        return new Response(response.status(), headers, response.body());
    }

    private static Token token(Request request) {
        return PrivateTokenCredentials.parse(request.headers().getOrDefault("Authorization", ""))
                .map(PrivateTokenCredentials::token)
                .orElseThrow();
    }
}

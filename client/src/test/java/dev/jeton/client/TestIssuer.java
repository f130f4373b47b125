package dev.jeton.client;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An issuer in memory with a real key: signs what it is asked to, unless a test tells it otherwise. */
public final class TestIssuer implements HttpTransport {
    public static final HttpsOrigin ORIGIN = HttpsOrigin.parse("https://issuer.example");
    public static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    public static final Instant NOT_BEFORE = Instant.parse("2026-05-01T00:00:00Z");
    public static final Instant NOT_AFTER = Instant.parse("2026-05-02T01:00:00Z");
    /** Shaped like an attestation, which is all that a client looks at. */
    public static final String ATTESTATION = "aGVhZGVy.c2VjcmV0LXBzZXVkb255bQ.c2lnbmF0dXJl";

    public static final long QUOTA = 300;

    /** One for all tests: making a key takes a second. */
    public static final TokenSigningKey KEY = TokenSigningKey.generate();

    public final List<Request> requests = new ArrayList<>();
    public IssuerDirectory directory = directory("/token-request", KEY);
    public int lostAnswers;
    public int signAtMost = Integer.MAX_VALUE;
    public Optional<Response> directoryAnswer = Optional.empty();
    public Optional<Response> quotaAnswer = Optional.empty();
    public Optional<Response> batchAnswer = Optional.empty();
    public int charged;

    private final Map<Bytes, Response> answered = new HashMap<>();

    public static IssuerDirectory directory(String requestUri, TokenSigningKey... keys) {
        List<IssuerDirectory.Key> entries = new ArrayList<>();
        for (TokenSigningKey key : keys) {
            entries.add(new IssuerDirectory.Key(key.publicKey(), NOT_BEFORE, NOT_AFTER));
        }
        return new IssuerDirectory(requestUri, entries);
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        requests.add(request);
        if (request.uri().equals(ORIGIN.at(IssuerDirectory.PATH))) {
            return directoryAnswer.orElseGet(() -> answer(200, IssuerDirectory.MEDIA_TYPE, directory.encode()));
        }
        if (request.uri().equals(ORIGIN.at("/v1/quota"))) {
            return quotaAnswer.orElseGet(() -> answer(
                    200,
                    "application/json",
                    new JsonWriter()
                            .put("limit", QUOTA)
                            .put("left", QUOTA - charged)
                            .put("reset-seconds", 46_800)
                            .toBytes()));
        }
        if (!request.uri().equals(ORIGIN.at("/token-request"))) {
            return problem(ProblemType.NOT_FOUND);
        }
        Response response = batchAnswer.orElseGet(() -> answered.computeIfAbsent(request.body(), this::sign));
        if (lostAnswers > 0) {
            lostAnswers--;
            throw new NoAnswer(NoAnswer.Reason.BROKEN, "lost");
        }
        return response;
    }

    private Response sign(Bytes body) {
        GenericBatchTokenRequest batch = GenericBatchTokenRequest.parse(body);
        List<Optional<TokenResponse>> signed = new ArrayList<>();
        batch.tokenRequests()
                .forEach(request -> signed.add(
                        signed.size() < signAtMost ? Optional.of(KEY.blindSign(request)) : Optional.empty()));
        charged += signed.size();
        return answer(
                signAtMost < signed.size() ? 206 : 200,
                GenericBatchTokenResponse.MEDIA_TYPE,
                new GenericBatchTokenResponse(signed).encode());
    }

    public static Response answer(int status, String mediaType, Bytes body) {
        return new Response(
                status,
                Map.of("Content-Type", List.of(mediaType), "RateLimit", List.of("\"sender\";r=280;t=46800")),
                body);
    }

    public static Response problem(ProblemType type) {
        return new Response(
                type.status(),
                Map.of("Content-Type", List.of(Problem.MEDIA_TYPE), "Retry-After", List.of("46800")),
                Problem.of(type).encode());
    }
}

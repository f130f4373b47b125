package dev.jeton.lookup.testing;

import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The other end of the wire, as bytes and status codes. */
public final class DpClient {
    private static final String JSON = "application/json";

    private final LookupStack stack;
    private final HttpClient http;
    private final String authority;

    /** Of a provider that is ready: waits for it. */
    public DpClient(LookupStack stack) {
        this(stack, stack.authority().httpClient().build(), stack.dpAuthority());
        stack.onceReady(this::awaitReady);
    }

    private DpClient(LookupStack stack, HttpClient http, String authority) {
        this.stack = stack;
        this.http = http;
        this.authority = authority;
    }

    /** Of one that is not going to be ready. */
    public static DpClient ofUnready(LookupStack stack) {
        return new DpClient(stack, stack.authority().httpClient().build(), stack.dpAuthority());
    }

    /** Of a replica of the same provider that listens at {@code replica}. */
    public DpClient at(String replica) {
        return new DpClient(stack, http, replica);
    }

    /**
     * Keys come after the start, and their part of the ledger within a second of them. The first question takes seconds on
     * a busy machine, while classes load, queries are first parsed and the ledger is armed: it is asked here until it is
     * answered, whatever with.
     */
    public void awaitReady() {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            while (get(stack.management() + "/q/health/ready").statusCode() != 200
                    || lookup(coin(), new Csi("tel:+14155559990")).statusCode() == 503) {
                if (System.nanoTime() > giveUp) {
                    throw new AssertionError("the provider does not become ready");
                }
                Thread.sleep(100);
            }
        } catch (Exception e) {
            throw new AssertionError("the provider does not become ready", e);
        }
    }

    /** A token, and the key that it was made with. */
    public record Coin(Token token, OneTimeKey key) {}

    public Coin coin() {
        return coin(stack.generation());
    }

    /** A coin that is good in {@code generation} of the provider. */
    public Coin coin(long generation) {
        OneTimeKey key = OneTimeKey.generate();
        TestIssuer issuer = stack.issuer();
        TokenChallenge challenge = TokenChallenge.of(issuer.name(), stack.dpAuthority(), generation);
        return new Coin(issuer.token(issuer.currentKey(), challenge, key.nonce()), key);
    }

    /** A token of a client that has never heard of query proofs. */
    public Token plainToken() {
        Nonce random = OneTimeKey.generate().nonce();
        return stack.issuer().token(stack.issuer().currentKey(), stack.dpAuthority(), random);
    }

    public HttpResponse<byte[]> publish(String mapping) throws Exception {
        return send(request("/v1/mappings")
                .header("Content-Type", "application/jwt")
                .PUT(BodyPublishers.ofString(mapping)));
    }

    public HttpResponse<byte[]> remove(String removal) throws Exception {
        return send(request("/v1/mappings/removals")
                .header("Content-Type", "application/jwt")
                .POST(BodyPublishers.ofString(removal)));
    }

    public CompletableFuture<HttpResponse<byte[]>> publishing(String mapping) {
        return sending(request("/v1/mappings")
                .header("Content-Type", "application/jwt")
                .PUT(BodyPublishers.ofString(mapping)));
    }

    public HttpResponse<byte[]> lookup(Coin coin, Csi csi) throws Exception {
        return lookingUp(coin, csi).get();
    }

    public CompletableFuture<HttpResponse<byte[]>> lookingUp(Coin coin, Csi csi) {
        LookupRequest question = new LookupRequest(
                csi,
                Optional.of(coin.key().prove(stack.dpAuthority(), coin.token().nullifier(), csi)));
        return lookingUp(coin.token(), question.encode());
    }

    public HttpResponse<byte[]> lookup(Token token, Csi csi) throws Exception {
        return lookup(token, new LookupRequest(csi, Optional.empty()).encode());
    }

    public HttpResponse<byte[]> lookup(Token token, Bytes body) throws Exception {
        return lookingUp(token, body).get();
    }

    public CompletableFuture<HttpResponse<byte[]>> lookingUp(Token token, Bytes body) {
        return sending(request("/v1/lookups")
                .header("Content-Type", JSON)
                .header("Authorization", new PrivateTokenCredentials(token).encode())
                .POST(BodyPublishers.ofByteArray(body.toArray())));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://" + authority + path)).timeout(Duration.ofSeconds(20));
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> get(String uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofByteArray());
    }

    private CompletableFuture<HttpResponse<byte[]>> sending(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    public static LookupAnswer answer(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError("expected an answer, got " + response.statusCode() + " " + problem(response));
        }
        return LookupAnswer.parse(Bytes.of(response.body()));
    }

    /** The problem in {@code response}, which must look like one in every respect. */
    public static ProblemType problem(HttpResponse<byte[]> response) {
        String mediaType = response.headers().firstValue("Content-Type").orElse("none");
        if (!mediaType.equals(Problem.MEDIA_TYPE)) {
            throw new AssertionError("no problem: " + response.statusCode() + ", " + mediaType);
        }
        ProblemType type =
                Problem.parse(Bytes.of(response.body())).orElseThrow().type();
        if (type.status() != response.statusCode()) {
            throw new AssertionError(type + " with status " + response.statusCode());
        }
        return type;
    }
}

package dev.jeton.dev.demo.evidence;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.issuance.AttestationUnavailable;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.toy.ToyMsp;
import dev.jeton.dev.demo.world.Account;
import dev.jeton.dev.demo.world.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** Gets tokens, asks with them, and then sends to everybody what is refused. */
final class Sender implements Callable<Void> {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 1 << 20;
    private static final InstantSource CLOCK = InstantSource.system();

    private final World world;
    private final HttpTransport transport;
    private final Account account;
    private final List<Csi> questions;
    private final Csi own;
    private final TokenScope scope;
    private final long epoch;

    Sender(World world, HttpTransport transport, Account account, List<Csi> questions, Csi own) throws ServiceFailure {
        this.world = world;
        this.transport = transport;
        this.account = account;
        this.questions = questions;
        this.own = own;
        this.scope = new TokenScope(world.issuerAt().origin(), world.lookupAt().origin());
        this.epoch = IssuerDirectory.parse(get(IssuerDirectory.PATH).body())
                .keys()
                .get(0)
                .epochId();
    }

    /** What the issuer knows of him. */
    String pseudonym() {
        return world.pseudonyms().of(account.name(), scope.issuer().url(), epoch);
    }

    @Override
    public Void call() throws Exception {
        TokenWallet wallet = TokenWallet.open(world.newDirectory("wallet"), CLOCK);
        TokenIssuance issuance = new TokenIssuance(transport, scope.issuer(), this::attestation, CLOCK);
        issuance.request(scope.discoveryProvider(), TokenIssuance.BATCH, wallet);
        if (account.tier().equals(World.TRIAL_TIER)) {
            overQuota(() -> issuance.request(scope.discoveryProvider(), TokenIssuance.BATCH, wallet));
        }
        AtomicReference<Request> last = new AtomicReference<>();
        HttpTransport remembering = request -> {
            last.set(request);
            return transport.send(request);
        };
        LookupClient lookups = new LookupClient(remembering, scope, wallet, world.trust(), CLOCK);
        for (Csi csi : questions) {
            lookups.lookup(csi);
        }
        replayAndSpendAgain(last.get());
        beRefusedByTheProvider();
        beRefusedByTheIssuer();
        return null;
    }

    private interface Asking {
        Object tokens() throws Exception;
    }

    private static void overQuota(Asking asking) throws Exception {
        try {
            throw new AssertionError("more tokens than there were: " + asking.tokens());
        } catch (Refused e) {
            expect(429, e.status());
        }
    }

    /** The same question again is answered; another one for the same token is not. */
    private void replayAndSpendAgain(Request answered) throws ServiceFailure {
        expect(200, transport.send(answered).status());
        expect(
                401,
                lookup(
                                "{\"csi\":\"" + questions.get(0).uri() + "\"}",
                                answered.headers().get("Authorization"))
                        .status());
    }

    private void beRefusedByTheProvider() throws ServiceFailure {
        String question = "{\"csi\":\"" + own.uri() + "\"}";
        expect(
                401,
                lookup(question, "PrivateToken token=\"" + "A".repeat(472) + "\"")
                        .status());
        expect(401, lookup(question, "Bearer none").status());
        expect(400, lookup(question + own.uri(), "PrivateToken token=\"AAAA\"").status());
        expect(
                404,
                post(world.lookupAt().origin().at("/v1"), "text/plain", own.uri(), "")
                        .status());
    }

    private void beRefusedByTheIssuer() throws ServiceFailure, AttestationUnavailable {
        String good = attestation(scope.issuer().url(), epoch);
        String type = GenericBatchTokenRequest.MEDIA_TYPE;
        expect(200, get("/v1/quota", "Authorization", "Bearer " + good).status());
        expect(
                401,
                tokens(type, "Bearer " + good.substring(0, good.length() - 8) + "AAAAAAAA")
                        .status());
        expect(401, tokens(type, "Basic " + account.name()).status());
        expect(415, tokens("text/plain", "Bearer " + good).status());
        expect(422, tokens(type, "Bearer " + good).status());
        expect(404, get("/" + account.name(), "Cookie", account.password()).status());
    }

    private String attestation(String issuerUrl, long ofEpoch) throws AttestationUnavailable {
        String credentials = account.name() + ":" + account.password();
        JsonWriter body = new JsonWriter().put("issuer", issuerUrl).put("epoch", ofEpoch);
        try {
            Response response = transport.send(Request.of(
                            Request.Method.POST,
                            world.mspAt().origin().at(ToyMsp.ATTESTATIONS_PATH),
                            "application/json",
                            body.toBytes(),
                            MOST_BYTES,
                            DEADLINE)
                    .with(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
            expect(200, response.status());
            return new String(response.body().toArray(), StandardCharsets.US_ASCII);
        } catch (ServiceFailure e) {
            throw new AttestationUnavailable(String.valueOf(e.getMessage()));
        }
    }

    private Response lookup(String body, String authorization) throws ServiceFailure {
        return post(world.lookupAt().origin().at(LookupRequest.PATH), "application/json", body, authorization);
    }

    private Response tokens(String type, String authorization) throws ServiceFailure {
        return post(
                world.issuerAt().origin().at("/token-request"), type, "no batch of " + account.name(), authorization);
    }

    private Response post(URI uri, String type, String body, String authorization) throws ServiceFailure {
        Request request = Request.of(Request.Method.POST, uri, type, Bytes.ofUtf8(body), MOST_BYTES, DEADLINE);
        return transport.send(authorization.isEmpty() ? request : request.with("Authorization", authorization));
    }

    private Response get(String path) throws ServiceFailure {
        return get(path, "Accept", IssuerDirectory.MEDIA_TYPE);
    }

    private Response get(String path, String header, String value) throws ServiceFailure {
        return transport.send(Request.get(world.issuerAt().origin().at(path), "*/*", MOST_BYTES, DEADLINE)
                .with(header, value));
    }

    private static void expect(int expected, int status) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + ", got " + status);
        }
    }
}

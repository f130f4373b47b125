package dev.jeton.lookup.testing;

import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient.Coin;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;

/** A client that asks through the gateway, and the relay in one. */
public final class SealedClient {
    public static final String GATEWAY = "/.well-known/ohttp-gateway";

    private static final SizeClasses SIZES = new SizeClasses(2048);

    private final LookupStack stack;
    private final DpClient client;

    public SealedClient(LookupStack stack, DpClient client) {
        this.stack = stack;
        this.client = client;
    }

    /** What came back: as it travelled, and opened. */
    public record Opened(HttpResponse<byte[]> outer, BinaryResponse inner) {
        /** The problem in it, which must look like one in every respect. */
        public ProblemType problem() {
            ProblemType type = Problem.parse(inner.content()).orElseThrow().type();
            if (type.status() != inner.status()
                    || !inner.headers().all("content-type").contains(Problem.MEDIA_TYPE)) {
                throw new AssertionError(type + " with status " + inner.status());
            }
            return type;
        }
    }

    /** The key that is offered now. */
    public OhttpKeyConfig key() throws Exception {
        HttpResponse<byte[]> response = client.send(client.request(GATEWAY));
        return OhttpKeyConfigs.parse(Bytes.of(response.body())).first();
    }

    public Opened send(BinaryRequest request) throws Exception {
        return exchange(seal(request));
    }

    public OhttpClientRequest seal(BinaryRequest request) throws Exception {
        return key().encapsulate(SIZES.pad(request.encode()));
    }

    public Opened exchange(OhttpClientRequest request) throws Exception {
        HttpResponse<byte[]> outer = post(request.encapsulated());
        if (outer.statusCode() != 200) {
            throw new AssertionError("not sealed: " + outer.statusCode());
        }
        return new Opened(outer, BinaryResponse.parse(request.open(Bytes.of(outer.body()))));
    }

    /** Without opening what comes back. */
    public HttpResponse<byte[]> post(Bytes encapsulated) throws Exception {
        return client.send(client.request(GATEWAY)
                .header("Content-Type", OhttpClientRequest.MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(encapsulated.toArray())));
    }

    public BinaryRequest lookup(Coin coin, Csi csi) {
        LookupRequest question = new LookupRequest(
                csi,
                Optional.of(coin.key().prove(stack.dpAuthority(), coin.token().nullifier(), csi)));
        return request("POST", "/v1/lookups", "application/json", question.encode())
                .with("authorization", new PrivateTokenCredentials(coin.token()).encode());
    }

    public BinaryRequest publish(String mapping) {
        return request("PUT", "/v1/mappings", "application/jwt", Bytes.ofUtf8(mapping));
    }

    public BinaryRequest remove(String removal) {
        return request("POST", "/v1/mappings/removals", "application/jwt", Bytes.ofUtf8(removal));
    }

    /** A request of now, to this provider. */
    public BinaryRequest request(String method, String path, String mediaType, Bytes body) {
        Fields fields = Fields.EMPTY.with("content-type", mediaType).with("date", HttpDate.format(Instant.now()));
        return new BinaryRequest(method, "https", stack.dpAuthority(), path, fields, body, Fields.EMPTY);
    }
}

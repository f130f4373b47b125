package dev.jeton.issuer.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.wire.Bytes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tokens through a relay, so that the issuer sees the relay's address. */
class GatewayIT {
    private static final String PATH = "/.well-known/ohttp-gateway";
    private static final SizeClasses SIZES = new SizeClasses(2048);

    private final IssuerProcess issuer = Issuers.first();
    private final IssuerDirectory.Key key = issuer.signingKey();

    @Test
    void single_batchAndQuota_areAnsweredSealed() {
        String attestation = issuer.attest(Stores.ES, "sealed", "standard");
        Pending one = Pending.of(key.publicKey(), 1);
        Pending batch = Pending.of(key.publicKey(), 20);

        BinaryResponse single = send(
                post(TokenRequest.MEDIA_TYPE, attestation, one.requests().get(0).encode()));
        assertThat(single.status()).isEqualTo(200);
        assertThat(key.publicKey().verify(one.tokens().get(0).finish(TokenResponse.parse(single.content()))))
                .isTrue();

        BinaryResponse many = send(post(GenericBatchTokenRequest.MEDIA_TYPE, attestation, batch.encode()));
        assertThat(batch.finish(many.content().toArray())).hasSize(20).allMatch(key.publicKey()::verify);

        BinaryResponse quota = send(request("GET", "/v1/quota", attestation, Bytes.EMPTY));
        assertThat(new String(quota.content().toArray(), StandardCharsets.UTF_8))
                .contains("\"left\":19");
        assertThat(quota.headers().all("ratelimit")).hasSize(1);
    }

    @Test
    void refusals_areSealed() {
        String attestation = issuer.attest(Stores.ES, "refused", "standard");

        assertThat(problem(post(TokenRequest.MEDIA_TYPE, "x", Bytes.EMPTY))).isEqualTo(ProblemType.ATTESTATION_INVALID);
        // Type 0x0002, and nothing after it.
        assertThat(problem(post(TokenRequest.MEDIA_TYPE, attestation, Bytes.of((byte) 0, (byte) 2))))
                .isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
        assertThat(problem(post("text/plain", attestation, Bytes.EMPTY))).isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        // Tokens of type 0x0001 are not offered here.
        assertThat(problem(post(AmortizedBatchTokenRequest.MEDIA_TYPE, attestation, Bytes.EMPTY)))
                .isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertThat(problem(request("GET", "/v1/admin/msps", attestation, Bytes.EMPTY)))
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(problem(request("GET", IssuerDirectory.PATH, attestation, Bytes.EMPTY)))
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void replay_isRefused_byAnyReplica() {
        OhttpClientRequest request = seal(post(
                TokenRequest.MEDIA_TYPE,
                issuer.attest(Stores.ES, "replayed", "standard"),
                Pending.of(key.publicKey(), 1).requests().get(0).encode()));

        assertThat(exchange(issuer, request).status()).isEqualTo(200);
        assertThat(exchange(issuer, request).status()).isEqualTo(ProblemType.REQUEST_REPLAYED.status());
        assertThat(exchange(Issuers.second(), request).status()).isEqualTo(ProblemType.REQUEST_REPLAYED.status());
    }

    private BinaryRequest post(String mediaType, String attestation, Bytes body) {
        return request("POST", "/token-request", attestation, body).with("content-type", mediaType);
    }

    private static BinaryRequest request(String method, String path, String attestation, Bytes body) {
        Fields fields = Fields.EMPTY
                .with("authorization", "Bearer " + attestation)
                .with("date", HttpDate.format(Instant.now()));
        return new BinaryRequest(method, "https", "issuer.example", path, fields, body, Fields.EMPTY);
    }

    private ProblemType problem(BinaryRequest request) {
        BinaryResponse response = send(request);
        ProblemType type = Problem.parse(response.content()).orElseThrow().type();
        assertThat(response.status()).isEqualTo(type.status());
        return type;
    }

    private BinaryResponse send(BinaryRequest request) {
        return exchange(issuer, seal(request));
    }

    private OhttpClientRequest seal(BinaryRequest request) {
        Bytes configs = Bytes.of(issuer.get(issuer.at(PATH)).body());
        return OhttpKeyConfigs.parse(configs).first().encapsulate(SIZES.pad(request.encode()));
    }

    private static BinaryResponse exchange(IssuerProcess asked, OhttpClientRequest request) {
        HttpResponse<byte[]> sealed = asked.send(HttpRequest.newBuilder(asked.at(PATH))
                .header("Content-Type", OhttpClientRequest.MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(request.encapsulated().toArray())));
        assertThat(sealed.statusCode()).isEqualTo(200);
        return BinaryResponse.parse(request.open(Bytes.of(sealed.body())));
    }
}

package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IssuanceIT {
    private final IssuerProcess issuer = Issuers.first();
    private final IssuerDirectory.Key key = issuer.signingKey();
    private final TokenPublicKey publicKey = key.publicKey();

    @Test
    void replicasStartedAtOnce_shareOneKeyForEachEpoch() {
        HttpResponse<byte[]> first = issuer.get(issuer.at(IssuerDirectory.PATH));
        HttpResponse<byte[]> second = Issuers.second().get(Issuers.second().at(IssuerDirectory.PATH));
        assertThat(first.body()).isEqualTo(second.body());
        assertThat(first.headers().firstValue("ETag"))
                .isEqualTo(second.headers().firstValue("ETag"));
        assertThat(issuer.log() + Issuers.second().log()).containsOnlyOnce("key-created epoch=" + key.epochId());
    }

    @Test
    void directory_unchanged_isNotSentAgain() {
        HttpResponse<byte[]> first = issuer.get(issuer.at(IssuerDirectory.PATH));
        assertThat(first.headers().firstValue("Content-Type")).hasValue(IssuerDirectory.MEDIA_TYPE);
        assertThat(first.headers().firstValue("Cache-Control").orElseThrow()).matches("public, max-age=\\d+");
        assertThat(issuer.directory().issuerRequestUri()).isEqualTo(IssuerProcess.BASE_URL + "/token-request");

        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = issuer.get(issuer.at(IssuerDirectory.PATH), "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    }

    @Test
    void single_givesATokenThatVerifies() {
        Pending pending = Pending.of(publicKey, 1);
        HttpResponse<byte[]> response = issuer.post(
                TokenRequest.MEDIA_TYPE,
                issuer.attest(Stores.ED, "single", "standard"),
                pending.requests().get(0).encode());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(TokenResponse.MEDIA_TYPE);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        Token token = pending.tokens().get(0).finish(TokenResponse.parse(Bytes.of(response.body())));
        assertThat(publicKey.verify(token)).isTrue();
    }

    @Test
    void batch_givesTokensThatVerify_inItsOrder() {
        Pending pending = Pending.of(publicKey, 20);
        HttpResponse<byte[]> response = issuer.batch(issuer.attest(Stores.ES, "batch", "standard"), pending.encode());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(GenericBatchTokenResponse.MEDIA_TYPE);
        assertThat(pending.finish(response.body())).hasSize(20).allMatch(publicKey::verify);
        assertThat(response.headers().firstValue("RateLimit-Policy")).hasValue("\"epoch\";q=40;w=86400");
        assertThat(response.headers().firstValue("RateLimit").orElseThrow()).matches("\"epoch\";r=20;t=\\d+");
    }

    @Test
    void batch_someElementsCannotBeSigned_theOthersAreSignedAndPaid() {
        Pending pending = Pending.of(publicKey, 2);
        List<TokenRequest> requests = new ArrayList<>(pending.requests());
        requests.add(1, otherKey(requests.get(0)));
        requests.add(2, outOfRange());
        HttpResponse<byte[]> response = issuer.batch(
                issuer.attest(Stores.ES, "partial", "standard"), new GenericBatchTokenRequest(requests).encode());

        assertThat(response.statusCode()).isEqualTo(206);
        List<Optional<TokenResponse>> answers =
                GenericBatchTokenResponse.parse(Bytes.of(response.body())).tokenResponses();
        assertThat(answers).extracting(Optional::isPresent).containsExactly(true, false, false, true);
        assertThat(publicKey.verify(
                        pending.tokens().get(1).finish(answers.get(3).orElseThrow())))
                .isTrue();
        assertThat(response.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"epoch\";r=38;");
    }

    @Test
    void batch_nothingCanBeSigned_isRefusedAtNoCharge() {
        String attestation = issuer.attest(Stores.ES, "nothing", "standard");
        TokenRequest other = otherKey(Pending.of(publicKey, 1).requests().get(0));
        Bytes body = new GenericBatchTokenRequest(List.of(other, outOfRange())).encode();

        assertThat(problem(issuer.batch(attestation, body))).isEqualTo(ProblemType.BATCH_REFUSED);
        assertThat(problem(issuer.post(TokenRequest.MEDIA_TYPE, attestation, other.encode())))
                .isEqualTo(ProblemType.TOKEN_KEY_NOT_SIGNING);
        assertThat(problem(issuer.post(
                        TokenRequest.MEDIA_TYPE, attestation, outOfRange().encode())))
                .isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
        assertThat(left(issuer.get(issuer.at("/v1/quota"), "Authorization", "Bearer " + attestation)))
                .isEqualTo(40);
    }

    @Test
    void malformedBodies_areRefusedAtNoCharge() {
        String attestation = issuer.attest(Stores.ES, "malformed", "standard");
        Bytes single = Pending.of(publicKey, 1).requests().get(0).encode();
        Bytes batch = Pending.of(publicKey, 2).encode();
        Bytes voprf = Bytes.concat(Bytes.ofHex("0001"), single.slice(2, single.size()));

        assertThat(problem(issuer.post(TokenRequest.MEDIA_TYPE, attestation, voprf)))
                .isEqualTo(ProblemType.TOKEN_TYPE_UNSUPPORTED);
        for (Bytes body : List.of(single.slice(0, 2), single.slice(0, single.size() - 1))) {
            assertThat(problem(issuer.post(TokenRequest.MEDIA_TYPE, attestation, body)))
                    .isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
        }
        assertThat(problem(issuer.post(TokenRequest.MEDIA_TYPE, attestation, Bytes.concat(single, Bytes.of((byte) 0)))))
                .isEqualTo(ProblemType.BODY_TOO_LARGE);
        for (Bytes body : List.of(
                Bytes.EMPTY,
                Bytes.ofHex("00"),
                Pending.of(publicKey, 1).encode().slice(2, 261),
                batch.slice(0, batch.size() - 1),
                Bytes.concat(batch, Bytes.of((byte) 0)),
                Bytes.concat(Bytes.ofHex("80000206"), batch.slice(2, batch.size())),
                Bytes.ofHex("ffffffffffffffff"))) {
            assertThat(problem(issuer.batch(attestation, body))).isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
        }
        assertThat(problem(issuer.batch(attestation, Pending.of(publicKey, 21).encode())))
                .isEqualTo(ProblemType.BATCH_TOO_LARGE);
        assertThat(left(issuer.get(issuer.at("/v1/quota"), "Authorization", "Bearer " + attestation)))
                .isEqualTo(40);
    }

    private static int left(HttpResponse<byte[]> quota) {
        assertThat(quota.statusCode()).isEqualTo(200);
        return (int) JsonObject.parse("quota", Bytes.of(quota.body()), 1000).integer("left", 0, 1000);
    }

    private TokenRequest outOfRange() {
        return new TokenRequest(publicKey.keyId().truncated(), Bytes.ofHex("ff".repeat(256)));
    }

    private static TokenRequest otherKey(TokenRequest request) {
        return new TokenRequest(
                new TruncatedTokenKeyId(request.truncatedTokenKeyId().value() ^ 1), request.blindedMessage());
    }
}

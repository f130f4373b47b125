package dev.jeton.client.oblivious;

import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.Removal;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relay sees of requests at their shortest and longest, and what it has to carry of answers. */
class RequestSizesTest {
    /** HPKE's key and tag, and the header: what sealing adds to a request. */
    private static final int SEALING = 7 + 32 + 16;

    private static final HttpsOrigin SHORTEST = HttpsOrigin.parse("https://a.b");
    private static final HttpsOrigin LONGEST = HttpsOrigin.parse("https://" + domain(249) + ":65535");

    private final TestRelay relay = new TestRelay(request -> new Response(204, Map.of(), Bytes.EMPTY));

    @ParameterizedTest
    @EnumSource(TokenType.class)
    void question_ofAnyLengthToAnybody_isSeenAsOneSize(TokenType type) throws Exception {
        ask(SHORTEST, new Csi("tel:+12"), type);
        ask(LONGEST, new Csi("mailto:" + "%25".repeat(64) + "@" + domain(189)), type);

        assertThat(relay.seen).extracting(request -> request.body().size()).containsOnly(2048 + SEALING);
    }

    /** The service's test of the same name asserts that its gateway takes as much; relays carry 68 kB. */
    @ParameterizedTest
    @ValueSource(ints = {Mapping.MAX_CHARS, Removal.MAX_CHARS})
    void statement_atItsLongest_isSeenAs16K(int chars) throws Exception {
        send(
                LONGEST,
                Request.of(
                        Request.Method.POST,
                        LONGEST.at("/v1/mappings/removals"),
                        "application/jwt",
                        Bytes.ofUtf8("a".repeat(chars)),
                        Problem.MAX_BYTES,
                        Duration.ofSeconds(1)));

        assertThat(relay.seen).extracting(request -> request.body().size()).containsExactly(16 * 1024 + SEALING);
    }

    /** The relay's test of the same name asserts that relays carry as much by default. */
    @Test
    void largestBatch_isSeenAs64K() throws Exception {
        send(
                LONGEST,
                Request.of(
                                Request.Method.POST,
                                LONGEST.at("/token-request"),
                                GenericBatchTokenRequest.MEDIA_TYPE,
                                Bytes.of(new byte[GenericBatchTokenRequest.encodedBytes(200)]),
                                Problem.MAX_BYTES,
                                Duration.ofSeconds(1))
                        .with("Authorization", "Bearer " + "a".repeat(4096)));

        assertThat(relay.seen).extracting(request -> request.body().size()).containsExactly(65_591);
    }

    /** Sixteen of the longest mappings take more than 128 kB, and gateways pad to a power of two. */
    @Test
    void answer_atItsLongest_isRead() throws Exception {
        ask(LONGEST, new Csi("tel:+12"), TokenType.BLIND_RSA);

        int padded = new SizeClasses(16 * 1024)
                .pad(Bytes.of(new byte[LookupAnswer.MAX_BYTES]))
                .size();
        assertThat(padded).isEqualTo(256 * 1024);
        assertThat(relay.seen.get(0).maxResponseBytes()).isGreaterThan(padded + 16 + 16);
    }

    /** As a {@code LookupClient} does, which has tokens of its own issuer only. */
    private void ask(HttpsOrigin provider, Csi csi, TokenType type) throws Exception {
        byte[] encoded = new byte[type.tokenBytes()];
        encoded[1] = (byte) type.code();
        Token token = Token.parse(Bytes.of(encoded));
        QueryProof proof = OneTimeKey.generate().prove(provider.authority().name(), token.nullifier(), csi);
        send(
                provider,
                Request.of(
                                Request.Method.POST,
                                provider.at(LookupRequest.PATH),
                                LookupRequest.MEDIA_TYPE,
                                new LookupRequest(csi, Optional.of(proof)).encode(),
                                LookupAnswer.MAX_BYTES,
                                Duration.ofSeconds(1))
                        .with(PrivateTokenCredentials.HEADER, new PrivateTokenCredentials(token).encode()));
    }

    private void send(HttpsOrigin service, Request request) throws Exception {
        new ObliviousTransport(relay, TestRelay.URL, service, relay.key(), () -> NOW).send(request);
    }

    /** One of so many characters. */
    private static String domain(int chars) {
        StringBuilder labels = new StringBuilder();
        while (chars - labels.length() > 63) {
            labels.append("a".repeat(63)).append('.');
        }
        return labels.append("a".repeat(chars - labels.length())).toString();
    }
}

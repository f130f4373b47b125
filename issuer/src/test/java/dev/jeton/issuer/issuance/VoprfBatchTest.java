package dev.jeton.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.PendingVoprfTokens;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.service.http.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoprfBatchTest {
    private static final VoprfTokenSecretKey KEY = VoprfTokenSecretKey.generate();
    private static final Optional<VoprfEpochKey> EPOCH_KEY = Optional.of(new VoprfEpochKey(
            KEY, new IssuerDirectory.VoprfKey(KEY.publicKey(), Instant.EPOCH, Instant.ofEpochSecond(600))));

    @Test
    void batch_isPaidByItsElements_andAnsweredWithOneProof() {
        PendingVoprfTokens pending = pending(3);
        VoprfBatch batch = read(pending.request().encode(), 3);

        assertThat(batch.tokens()).isEqualTo(3);
        assertThat(batch.sign().isComplete()).isTrue();
        assertThat(pending.finish(AmortizedBatchTokenResponse.parse(batch.sign().encoded())))
                .hasSize(3)
                .allMatch(KEY::verify);
    }

    @Test
    void batch_aboveTheTiersMaximum_isRefusedBeforeItIsParsed() {
        assertRefused(ProblemType.BATCH_TOO_LARGE, pending(4).request().encode(), 3);
        // Nothing but its size is looked at.
        assertRefused(ProblemType.BATCH_TOO_LARGE, Bytes.of(new byte[5 + 4 * 49]), 3);
    }

    @Test
    void batch_forAnotherKey_orAnEpochWithoutKey_isRefused() {
        Bytes request = pending(1).request().encode();
        byte[] other = request.toArray();
        other[2] ^= 1;

        assertRefused(ProblemType.TOKEN_KEY_NOT_SIGNING, Bytes.of(other), 3);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> VoprfBatch.read(Optional.empty(), Form.AMORTIZED_BATCH, request, 3))
                .returns(ProblemType.TOKEN_KEY_NOT_SIGNING, Refusal::type);
    }

    /** An element that is no point: of all kinds, each in the middle of good ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                        + "00", // the identity, as some encode it
                "020000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                        + "01", // no point has this x
                "02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                        + "ff", // not below the field's prime
                "04aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760a"
                        + "b7", // a form that is not the compressed one
            })
    void batch_withOneBadElement_isRefusedAsAWhole(String element) {
        byte[] request = pending(3).request().encode().toArray();
        byte[] bad = Bytes.ofHex(element).toArray();
        System.arraycopy(bad, 0, request, 5 + 49, 49);

        assertRefused(ProblemType.TOKEN_REQUEST_MALFORMED, Bytes.of(request), 3);
    }

    @Test
    void batch_ofAnotherForm_isRefused() {
        Bytes good = pending(2).request().encode();
        Bytes type2 = Bytes.concat(Bytes.ofHex("0002"), good.slice(2, good.size()));

        assertRefused(ProblemType.TOKEN_TYPE_UNSUPPORTED, type2, 3);
        assertRefused(ProblemType.TOKEN_TYPE_UNSUPPORTED, Bytes.EMPTY, 3);
        for (Bytes body : new Bytes[] {
            good.slice(0, 2),
            good.slice(0, good.size() - 1),
            Bytes.concat(good, Bytes.of((byte) 0)),
            Bytes.concat(good.slice(0, 3), Bytes.of((byte) 0)), // no elements
            Bytes.concat(good.slice(0, 3), Bytes.ofHex("80000062"), good.slice(5, good.size())) // varint not minimal
        }) {
            assertRefused(ProblemType.TOKEN_REQUEST_MALFORMED, body, 3);
        }
    }

    private static PendingVoprfTokens pending(int count) {
        return PendingVoprfTokens.blind(
                KEY.publicKey(),
                TokenChallenge.of(TokenType.VOPRF, "issuer.example", "dp.example", 0)
                        .digest(),
                Stream.generate(() -> OneTimeKey.generate().nonce())
                        .limit(count)
                        .toList());
    }

    private static VoprfBatch read(Bytes body, int maxBatch) {
        return VoprfBatch.read(EPOCH_KEY, Form.AMORTIZED_BATCH, body, maxBatch);
    }

    private static void assertRefused(ProblemType type, Bytes body, int maxBatch) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(body, maxBatch))
                .returns(type, Refusal::type);
    }
}

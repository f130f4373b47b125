package dev.jeton.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.issuer.keys.Epoch;
import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.issuer.keys.QuotaKey;
import dev.jeton.issuer.voprf.VoprfKeys;
import dev.jeton.service.http.Refusal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final TokenSigningKey KEY = TokenSigningKey.generate();
    private static final EpochKey EPOCH_KEY = new EpochKey(
            new Epoch(Instant.EPOCH, Instant.ofEpochSecond(60), Instant.ofEpochSecond(600)), KEY, QuotaKey.generate());

    private static final TruncatedTokenKeyId ID = KEY.publicKey().keyId().truncated();
    private static final TokenRequest GOOD = new TokenRequest(ID, filled(1));
    private static final TokenRequest OUT_OF_RANGE = new TokenRequest(ID, filled(0xff));
    private static final TokenRequest OTHER_KEY = new TokenRequest(new TruncatedTokenKeyId(ID.value() ^ 1), filled(1));

    @Test
    void read_elementsThatCannotBeSigned_areLeftOutAndNotPaidFor() {
        Batch batch = read(Form.GENERIC_BATCH, encode(OTHER_KEY, GOOD, OUT_OF_RANGE, GOOD), 4);
        assertThat(batch.tokens()).isEqualTo(2);
        assertThat(((BlindRsaBatch) batch).elements())
                .extracting(element -> element.isPresent())
                .containsExactly(false, true, false, true);
    }

    @Test
    void read_nothingThatCanBeSigned_isRefused() {
        assertRefused(ProblemType.BATCH_REFUSED, Form.GENERIC_BATCH, encode(OTHER_KEY, OUT_OF_RANGE));
        assertRefused(ProblemType.TOKEN_KEY_NOT_SIGNING, Form.SINGLE, OTHER_KEY.encode());
        assertRefused(ProblemType.TOKEN_REQUEST_MALFORMED, Form.SINGLE, OUT_OF_RANGE.encode());
    }

    @Test
    void read_moreThanTheTierAllows_isRefused() {
        assertThat(read(Form.GENERIC_BATCH, encode(GOOD, GOOD), 2).tokens()).isEqualTo(2);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(Form.GENERIC_BATCH, encode(GOOD, GOOD, GOOD), 2))
                .returns(ProblemType.BATCH_TOO_LARGE, Refusal::type);
    }

    @Test
    void read_anotherTokenType_isToldApartFromJunk() {
        Bytes voprf = Bytes.concat(Bytes.ofHex("0001"), GOOD.encode().slice(2, TokenRequest.BYTES));
        assertRefused(ProblemType.TOKEN_TYPE_UNSUPPORTED, Form.SINGLE, voprf);
        assertRefused(
                ProblemType.TOKEN_REQUEST_MALFORMED, Form.SINGLE, GOOD.encode().slice(0, 2));
        assertRefused(ProblemType.TOKEN_TYPE_UNSUPPORTED, Form.SINGLE, encode(GOOD));
        assertRefused(ProblemType.TOKEN_REQUEST_MALFORMED, Form.GENERIC_BATCH, GOOD.encode());
    }

    private static Batch read(Form form, Bytes body, int maxBatch) {
        return Batch.read(EPOCH_KEY, VoprfKeys.none(), form, body, maxBatch);
    }

    private static void assertRefused(ProblemType type, Form form, Bytes body) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(form, body, 100))
                .returns(type, Refusal::type);
    }

    private static Bytes encode(TokenRequest... requests) {
        return new GenericBatchTokenRequest(List.of(requests)).encode();
    }

    private static Bytes filled(int value) {
        byte[] message = new byte[TokenRequest.BLINDED_MESSAGE_BYTES];
        Arrays.fill(message, (byte) value);
        return Bytes.of(message);
    }
}

package dev.jeton.crypto.token;

import static dev.jeton.crypto.token.VoprfTokenTest.CHALLENGE;
import static dev.jeton.crypto.token.VoprfTokenTest.KEY;
import static dev.jeton.crypto.token.VoprfTokenTest.assertRefused;
import static dev.jeton.crypto.token.VoprfTokenTest.nonces;
import static dev.jeton.crypto.token.VoprfTokenTest.pending;
import static dev.jeton.crypto.token.VoprfTokenTest.pendingBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.voprf.BlindedElement;
import dev.jeton.crypto.voprf.Suite;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Amortized batches of token type 0x0001: the traps of their framing, and all or nothing. */
class AmortizedBatchTest {
    @Test
    void batch_fromRequestToVerification() {
        List<Nonce> nonces = nonces(3);
        PendingVoprfTokens pending = PendingVoprfTokens.blind(KEY.publicKey(), CHALLENGE, nonces);
        List<Token> tokens = pending.finish(KEY.blindEvaluate(pending.request()));
        assertThat(tokens).extracting(Token::nonce).isEqualTo(nonces);
        assertThat(tokens).allMatch(KEY::verify);
        assertThat(tokens).extracting(Token::nullifier).doesNotHaveDuplicates();
    }

    @Test
    void batch_spreadOverAnExecutor_isTheSame() {
        PendingVoprfTokens pending = pendingBatch(40);
        AmortizedBatchTokenResponse response = KEY.blindEvaluate(pending.request(), Runnable::run)
                .toCompletableFuture()
                .join();
        assertThat(pending.finish(AmortizedBatchTokenResponse.parse(response.encode())))
                .hasSize(40)
                .allMatch(KEY::verify);
    }

    /** All or nothing: the second of three elements is no point of the curve, then the identity. */
    @Test
    void batch_withOneBadElement_isRefusedWhole() {
        byte[] encoded = pendingBatch(3).request().encode().toArray();
        byte[] notAPoint = encoded.clone();
        do {
            notAPoint[5 + 49 + 48]++;
        } while (isElement(Bytes.of(notAPoint).slice(5 + 49, 5 + 98)));
        assertRefused(() -> AmortizedBatchTokenRequest.parse(Bytes.of(notAPoint)));
        byte[] identity = encoded.clone();
        Arrays.fill(identity, 5 + 49, 5 + 98, (byte) 0);
        assertRefused(() -> AmortizedBatchTokenRequest.parse(Bytes.of(identity)));
    }

    @Test
    void batch_emptyOrTooLarge_isRefused() {
        TruncatedTokenKeyId id = KEY.publicKey().keyId().truncated();
        BlindedElement element = pending().request().blindedMessage();
        assertRefused(() -> AmortizedBatchTokenRequest.parse(Bytes.ofHex("00010000")));
        assertRefused(() -> new AmortizedBatchTokenRequest(id, List.of()));
        assertRefused(() -> new AmortizedBatchTokenRequest(id, Collections.nCopies(65536, element)));
        assertRefused(() -> AmortizedBatchTokenResponse.parse(Bytes.of(new byte[1 + 96])));
    }

    @Test
    void elements_atMost65535_areRead() {
        Bytes most = elements(0xffff);
        assertThat(ElementVector.read("f", new ByteReader(most))).hasSize(0xffff);
        assertThat(most.size()).isEqualTo(ElementVector.encodedBytes(0xffff));
        assertRefused(() -> ElementVector.read("f", new ByteReader(elements(0x10000))));
        assertRefused(() -> ElementVector.read("f", new ByteReader(elements(0))));
    }

    /** {@code <V>} counts bytes: three here, where an element has 49. And 48 bytes are none either. */
    @Test
    void batch_lengthThatIsNoMultipleOfAnElement_isRefused() {
        byte[] counted = pendingBatch(1).request().encode().toArray();
        counted[3] = 3;
        assertRefused(() -> AmortizedBatchTokenRequest.parse(Bytes.of(counted).slice(0, 4 + 3)));
        counted[3] = 48;
        assertRefused(() -> AmortizedBatchTokenRequest.parse(Bytes.of(counted).slice(0, 4 + 48)));
    }

    /** 49 in two, four and eight bytes: one batch would have four encodings. */
    @ParameterizedTest
    @ValueSource(strings = {"4031", "80000031", "c000000000000031"})
    void batch_lengthNotInItsShortestForm_isRefused(String length) {
        Bytes request = pendingBatch(1).request().encode();
        Bytes longForm = Bytes.concat(request.slice(0, 3), Bytes.ofHex(length), request.slice(4, 53));
        assertRefused(() -> AmortizedBatchTokenRequest.parse(longForm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffffffffffff", "bfffffff", "7fff", "c0"})
    void batch_lengthBeyondTheMessage_isRefusedBeforeItIsAllocated(String length) {
        Bytes start = pendingBatch(1).request().encode().slice(0, 3);
        assertRefused(() -> AmortizedBatchTokenRequest.parse(Bytes.concat(start, Bytes.ofHex(length))));
    }

    @Test
    void finish_elementsInAnotherOrder_isRefused() {
        PendingVoprfTokens pending = pendingBatch(3);
        AmortizedBatchTokenRequest request = pending.request();
        List<BlindedElement> reversed = new ArrayList<>(request.blindedMessages());
        Collections.reverse(reversed);
        AmortizedBatchTokenResponse response =
                KEY.blindEvaluate(new AmortizedBatchTokenRequest(request.truncatedTokenKeyId(), reversed));
        assertRefused(() -> pending.finish(response));
    }

    @Test
    void blind_oneNonceTwice_isRefused() {
        Nonce nonce = nonces(1).get(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PendingVoprfTokens.blind(KEY.publicKey(), CHALLENGE, List.of(nonce, nonce)));
    }

    private static Bytes elements(int count) {
        return new ByteWriter()
                .varint(49L * count)
                .bytes(Bytes.of(new byte[49 * count]))
                .toBytes();
    }

    private static boolean isElement(Bytes encoded) {
        try {
            BlindedElement.parse(Suite.P384_SHA384, "element", encoded);
            return true;
        } catch (MalformedMessage e) {
            return false;
        }
    }
}

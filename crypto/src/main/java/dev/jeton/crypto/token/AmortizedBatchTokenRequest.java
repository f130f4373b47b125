package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.BlindedElement;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/**
 * Blinded messages for the issuer to evaluate under one key with one proof: AmortizedBatchTokenRequest of
 * draft-ietf-privacypass-batched-tokens-07, Section 5.1.
 *
 * <pre>
 *   struct {
 *     uint8 blinded_msg[Ne];
 *   } BlindedMessage;
 *
 *   struct {
 *     uint16 token_type = 0x0001;
 *     uint8 truncated_token_key_id;
 *     BlindedMessage blinded_msgs&lt;V&gt;;
 *   } AmortizedBatchTokenRequest;
 * </pre>
 *
 * <p>{@code <V>} counts bytes, not elements, in the shortest variable-length integer. All or nothing: one element that is
 * no point of the curve spoils the batch. A client's quota is charged for every element.
 */
public record AmortizedBatchTokenRequest(
        TruncatedTokenKeyId truncatedTokenKeyId, List<BlindedElement> blindedMessages) {
    public static final String MEDIA_TYPE = "application/private-token-amortized-batch-request";

    private static final String FIELD = "blinded_msgs";

    /** Refuses an empty batch, one of more than 65535 elements, and elements of another suite. */
    public AmortizedBatchTokenRequest {
        blindedMessages = List.copyOf(blindedMessages);
        ElementVector.requireCount(FIELD, blindedMessages.size());
        blindedMessages.forEach(
                element -> MalformedMessage.requireSize(FIELD, element.encode(), ElementVector.ELEMENT_BYTES));
    }

    /** The encoded size of a request for {@code tokens} tokens, in bytes: what a server bounds before it reads. */
    public static int encodedBytes(int tokens) {
        return 2 + 1 + ElementVector.encodedBytes(tokens);
    }

    /**
     * Reads one batch, to the last byte. Each element costs a square root, so a server bounds the size first. Throws
     * {@link MalformedMessage} for anything else.
     */
    public static AmortizedBatchTokenRequest parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        TokenType.VOPRF.expect(reader);
        TruncatedTokenKeyId keyId = new TruncatedTokenKeyId(reader.uint8("truncated_token_key_id"));
        List<Bytes> elements = ElementVector.read(FIELD, reader);
        reader.end("AmortizedBatchTokenRequest");
        return new AmortizedBatchTokenRequest(
                keyId,
                elements.stream()
                        .map(element -> BlindedElement.parse(VoprfTokenPublicKey.SUITE, FIELD, element))
                        .toList());
    }

    public Bytes encode() {
        List<Bytes> elements =
                blindedMessages.stream().map(BlindedElement::encode).toList();
        return ElementVector.write(TokenType.VOPRF.write().uint8(truncatedTokenKeyId.value()), elements)
                .toBytes();
    }
}

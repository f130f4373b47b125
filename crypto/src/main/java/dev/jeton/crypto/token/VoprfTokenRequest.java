package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.BlindedElement;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A blinded message for the issuer to evaluate: TokenRequest of RFC 9578, Section 5.1, {@value #BYTES} bytes.
 *
 * <pre>
 *   struct {
 *     uint16 token_type = 0x0001;
 *     uint8 truncated_token_key_id;
 *     uint8 blinded_msg[Ne];
 *   } TokenRequest;
 * </pre>
 */
public record VoprfTokenRequest(TruncatedTokenKeyId truncatedTokenKeyId, BlindedElement blindedMessage) {
    public static final int BLINDED_MESSAGE_BYTES = 49;
    public static final int BYTES = 2 + 1 + BLINDED_MESSAGE_BYTES;
    public static final String MEDIA_TYPE = TokenRequest.MEDIA_TYPE;

    /** Refuses an element of another suite. */
    public VoprfTokenRequest {
        MalformedMessage.requireSize("blinded_msg", blindedMessage.encode(), BLINDED_MESSAGE_BYTES);
    }

    /** Reads one request, to the last byte. Throws {@link MalformedMessage} for anything else, the identity included. */
    public static VoprfTokenRequest parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        TokenType.VOPRF.expect(reader);
        TruncatedTokenKeyId keyId = new TruncatedTokenKeyId(reader.uint8("truncated_token_key_id"));
        Bytes blindedMessage = reader.bytes("blinded_msg", BLINDED_MESSAGE_BYTES);
        reader.end("TokenRequest");
        return new VoprfTokenRequest(
                keyId, BlindedElement.parse(VoprfTokenPublicKey.SUITE, "blinded_msg", blindedMessage));
    }

    public Bytes encode() {
        return TokenType.VOPRF
                .write()
                .uint8(truncatedTokenKeyId.value())
                .bytes(blindedMessage.encode())
                .toBytes();
    }
}

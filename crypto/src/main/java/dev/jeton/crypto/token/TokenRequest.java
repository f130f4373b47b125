package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A blinded message for the issuer to sign: TokenRequest of RFC 9578, Section 6.1, {@value #BYTES} bytes.
 *
 * <pre>
 *   struct {
 *     uint16 token_type = 0x0002;
 *     uint8 truncated_token_key_id;
 *     uint8 blinded_msg[Nk];
 *   } TokenRequest;
 * </pre>
 */
public record TokenRequest(TruncatedTokenKeyId truncatedTokenKeyId, Bytes blindedMessage) {
    public static final int BLINDED_MESSAGE_BYTES = 256;
    public static final int BYTES = 2 + 1 + BLINDED_MESSAGE_BYTES;
    public static final String MEDIA_TYPE = "application/private-token-request";

    /** Refuses a blinded message that has not {@value #BLINDED_MESSAGE_BYTES} bytes. */
    public TokenRequest {
        MalformedMessage.requireSize("blinded_msg", blindedMessage, BLINDED_MESSAGE_BYTES);
    }

    /** Reads one request, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static TokenRequest parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        TokenRequest request = read(reader);
        reader.end("TokenRequest");
        return request;
    }

    static TokenRequest read(ByteReader reader) {
        TokenType.BLIND_RSA.expect(reader);
        TruncatedTokenKeyId keyId = new TruncatedTokenKeyId(reader.uint8("truncated_token_key_id"));
        return new TokenRequest(keyId, reader.bytes("blinded_msg", BLINDED_MESSAGE_BYTES));
    }

    public Bytes encode() {
        return TokenType.BLIND_RSA
                .write()
                .uint8(truncatedTokenKeyId.value())
                .bytes(blindedMessage)
                .toBytes();
    }
}

package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answers to a generic batch, in its order and number, empty where an element was refused:
 * GenericBatchTokenResponse of draft-ietf-privacypass-batched-tokens-07, Section 6.2.
 *
 * <pre>
 *   struct {
 *     OptionalTokenResponse optional_token_responses&lt;V&gt;;
 *   } GenericBatchTokenResponse;
 * </pre>
 *
 * <p>An element is one byte 0, or one byte 1, the two bytes of its token type and the TokenResponse.
 */
public record GenericBatchTokenResponse(List<Optional<TokenResponse>> tokenResponses) {
    public static final String MEDIA_TYPE = "application/private-token-generic-batch-response";

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    /** Refuses an empty list. */
    public GenericBatchTokenResponse {
        tokenResponses = List.copyOf(tokenResponses);
        if (tokenResponses.isEmpty()) {
            throw MalformedMessage.of("optional_token_responses", "empty");
        }
    }

    /** Reads one response, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static GenericBatchTokenResponse parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        int size = reader.minimalVarintLength("optional_token_responses");
        ByteReader elements = new ByteReader(reader.bytes("optional_token_responses", size));
        reader.end("GenericBatchTokenResponse");
        List<Optional<TokenResponse>> responses = new ArrayList<>();
        while (elements.remaining() > 0) {
            responses.add(readElement(elements));
        }
        return new GenericBatchTokenResponse(responses);
    }

    private static Optional<TokenResponse> readElement(ByteReader reader) {
        int presence = reader.uint8("generic_token_response");
        if (presence == ABSENT) {
            return Optional.empty();
        }
        if (presence != PRESENT) {
            throw MalformedMessage.of("generic_token_response", "an optional value starts with 0 or 1");
        }
        TokenType.BLIND_RSA.expect(reader);
        return Optional.of(new TokenResponse(reader.bytes("blind_sig", TokenResponse.BYTES)));
    }

    public Bytes encode() {
        ByteWriter elements = new ByteWriter();
        tokenResponses.forEach(response -> response.ifPresentOrElse(
                present -> elements.uint8(PRESENT)
                        .uint16(TokenType.BLIND_RSA.code())
                        .bytes(present.encode()),
                () -> elements.uint8(ABSENT)));
        Bytes encoded = elements.toBytes();
        return new ByteWriter().varint(encoded.size()).bytes(encoded).toBytes();
    }
}

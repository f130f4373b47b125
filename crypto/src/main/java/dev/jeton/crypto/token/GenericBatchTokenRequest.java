package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Several token requests in one: GenericBatchTokenRequest of draft-ietf-privacypass-batched-tokens-07, Section 6.1.
 *
 * <pre>
 *   struct {
 *     GenericTokenRequest generic_token_requests&lt;V&gt;;
 *   } GenericBatchTokenRequest;
 * </pre>
 *
 * <p>{@code <V>} counts bytes, not elements, in the shortest variable-length integer. An element is the plain TokenRequest,
 * whose first two bytes are its type and tell its size: the draft's text reads as if the type came twice, its test vectors
 * have it once. The draft lets types mix; here every element is of type 0x0002, since an issuer speaks one type, and for
 * type 0x0001 there is the cheaper {@link AmortizedBatchTokenRequest}.
 */
public record GenericBatchTokenRequest(List<TokenRequest> tokenRequests) {
    public static final String MEDIA_TYPE = "application/private-token-generic-batch-request";

    /** Refuses an empty batch. */
    public GenericBatchTokenRequest {
        tokenRequests = List.copyOf(tokenRequests);
        if (tokenRequests.isEmpty()) {
            throw MalformedMessage.of("generic_token_requests", "empty");
        }
    }

    /** The encoded size of a batch of {@code tokens}, in bytes: what a server bounds before it reads. */
    public static int encodedBytes(int tokens) {
        int elements = Math.multiplyExact(tokens, TokenRequest.BYTES);
        return new ByteWriter().varint(elements).toBytes().size() + elements;
    }

    /** Reads one batch, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static GenericBatchTokenRequest parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        int size = reader.minimalVarintLength("generic_token_requests");
        ByteReader elements = new ByteReader(reader.bytes("generic_token_requests", size));
        reader.end("GenericBatchTokenRequest");
        List<TokenRequest> requests = new ArrayList<>();
        while (elements.remaining() > 0) {
            requests.add(TokenRequest.read(elements));
        }
        return new GenericBatchTokenRequest(requests);
    }

    public Bytes encode() {
        ByteWriter writer = new ByteWriter().varint((long) tokenRequests.size() * TokenRequest.BYTES);
        tokenRequests.forEach(request -> writer.bytes(request.encode()));
        return writer.toBytes();
    }
}

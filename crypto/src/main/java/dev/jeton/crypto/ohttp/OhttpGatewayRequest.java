package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.wire.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** A request that a gateway has opened, and what seals the response to it. Safe for concurrent use. */
public final class OhttpGatewayRequest {
    public static final String RESPONSE_MEDIA_TYPE = "message/ohttp-res";
    public static final int REPLAY_ID_BYTES = 16;

    private static final Bytes REPLAY_LABEL = Bytes.ofUtf8("jeton ohttp replay\0");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Bytes request;
    private final Bytes enc;
    private final ResponseSecret responseSecret;

    OhttpGatewayRequest(Bytes request, Bytes enc, ResponseSecret responseSecret) {
        this.request = request;
        this.enc = enc;
        this.responseSecret = responseSecret;
    }

    /** The {@code message/bhttp} that the client encapsulated: not looked at yet. */
    public Bytes request() {
        return request;
    }

    /**
     * The same {@value #REPLAY_ID_BYTES} bytes whenever the same encapsulated request comes, and others for any other (RFC 9458,
     * Section 6.5): the start of a hash of the encapsulated key, which has one spelling and which each client makes afresh.
     */
    public Bytes replayId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Bytes.concat(REPLAY_LABEL, enc).toArray());
            return Bytes.of(hash).slice(0, REPLAY_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", e);
        }
    }

    /** {@code response}, a padded {@code message/bhttp}, for this request's client. */
    public Bytes seal(Bytes response) {
        byte[] nonce = new byte[responseSecret.nonceBytes()];
        RANDOM.nextBytes(nonce);
        return seal(Bytes.of(nonce), response);
    }

    /** The same with a nonce of the test vectors. */
    Bytes seal(Bytes responseNonce, Bytes response) {
        return responseSecret.seal(responseNonce, response);
    }
}

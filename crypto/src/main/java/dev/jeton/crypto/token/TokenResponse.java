package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** The issuer's blind signature: TokenResponse of RFC 9578, Section 6.2, {@value #BYTES} bytes and nothing around them. */
public record TokenResponse(Bytes blindSignature) {
    public static final int BYTES = 256;
    public static final String MEDIA_TYPE = "application/private-token-response";

    /** Refuses a signature that has not {@value #BYTES} bytes. */
    public TokenResponse {
        MalformedMessage.requireSize("blind_sig", blindSignature, BYTES);
    }

    /** Reads one response, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static TokenResponse parse(Bytes encoded) {
        return new TokenResponse(encoded);
    }

    public Bytes encode() {
        return blindSignature;
    }
}
